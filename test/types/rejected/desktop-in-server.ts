// error: 'cinnamon' is for desktops and variant 'server' has none: wrap it in .when("desktop", ...)
import { desktop, image } from "strata-images"

image("x", { os: "debian12", variant: "server" }).with(desktop.cinnamon())
