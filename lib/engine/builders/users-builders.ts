/** Environment in which buildx has the user's own list of builders; the embedded engine's client has one of its own. */
export function usersBuilders(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { BUILDX_CONFIG: _own, ...rest } = env
  const users = process.env.BUILDX_CONFIG
  return users === undefined ? rest : { ...rest, BUILDX_CONFIG: users }
}
