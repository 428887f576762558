// error: 'cmake' is a build tool and does not belong in a runtime stage: use .build(...)
import { apt, image } from "strata-images"

image("x", { os: "debian12" }).with(apt("git"), apt("cmake"))
