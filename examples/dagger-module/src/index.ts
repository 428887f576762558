/** A team's own module that builds upon the Carbon family. */
import { type Container, dag, func, object, type Secret, StrataOs, StrataVariant } from "@dagger.io/dagger"

@object()
export class Team {
  /**
   * carbon-base for a server, with the team's own message.
   * @param registryMirror Registry that base images come from.
   * @param caBundle Certificates in PEM for build steps behind a proxy; in no layer.
   */
  @func()
  workstation(registryMirror?: string, caBundle?: Secret): Container {
    return dag
      .strata()
      .buildBase({
        variant: StrataVariant.Server,
        os: StrataOs.Debian12,
        ...(registryMirror ? { registryMirror } : {}),
        ...(caBundle ? { caBundle } : {}),
      })
      .withNewFile("/etc/motd", "Ask the platform team.\n", { permissions: 0o644 })
  }

  /** Bytes of every layer of carbon-base for a server, as JSON. */
  @func({ cache: "session" })
  sizes(): Promise<string> {
    return dag.strata().metrics({ variant: StrataVariant.Server, os: StrataOs.Debian12 })
  }
}
