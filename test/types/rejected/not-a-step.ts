// error: not a step or a component
import { image } from "strata-images"

image("x", { os: "debian12" }).with("git")
