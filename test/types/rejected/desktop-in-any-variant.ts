// error: 'cinnamon' is for desktops and variant 'server' has none: wrap it in .when("desktop", ...)
import { defineVariants, desktop, image } from "strata-images"

export default defineVariants(["desktop", "server"], (variant, os) =>
  image("x", { os, variant }).with(desktop.cinnamon()),
)
