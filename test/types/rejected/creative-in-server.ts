// error: 'blender' is for desktops and variant 'server' has none: wrap it in .when("desktop", ...)
import { apt, image } from "strata-images"

image("x", { os: "debian12", variant: "server" }).when("server", apt("blender"))
