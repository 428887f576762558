// error: "linux/arm46"
import { defineImage, image } from "strata-images"

defineImage((os, platform) => image("x", { os, platform }), { platforms: ["linux/amd64", "linux/arm46"] })
