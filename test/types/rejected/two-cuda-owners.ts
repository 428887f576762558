// error: two owners of CUDA: 'apt' was chosen before
import { image } from "strata-images"

image("x", { os: "debian12" }).cuda({ version: "11.8.0", owner: "apt" }).cuda({ version: "11.8.0", owner: "wheels" })
