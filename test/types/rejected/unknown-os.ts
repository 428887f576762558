// error: "debian11"
import { image } from "strata-images"

image("x", { os: "debian11" })
