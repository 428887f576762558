// error: Property 'server' is missing
import { defineVariants, image } from "strata-images"

export default defineVariants(["desktop", "server"], { desktop: (os) => image("x", { os }) })
