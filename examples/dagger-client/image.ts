import { apt, file, image } from "strata-images"

/** A tool image for a pipeline that is a script. */
export default image("tools", { os: "debian12" })
  .with(apt("curl", "jq"))
  .with(file("/etc/profile.d/greeting.sh", "echo ready\n"))
  .user("dev")
