// error: stage 'fetch' is already defined
import { image } from "strata-images"

image("x", { os: "debian12" }).stage("fetch", {}).stage("fetch", {})
