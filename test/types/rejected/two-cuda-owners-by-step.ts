// error: two owners of CUDA: the image has 'apt' and this brings 'wheels'
import { image, venv } from "strata-images"

image("x", { os: "debian12" })
  .cuda({ version: "11.8.0", owner: "apt" })
  .with(venv({ packages: ["torch==2.9.1"], cuda: "wheels" }))
