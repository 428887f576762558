import { raw } from "../../../shell/index.ts"

/**
 * Fetches into `$part` and goes on where an earlier run ended. A server without ranges, or a part that is of something
 * else, costs one start from the front; curl's own retries are not used, as they would throw away what is there.
 */
export const download = raw(
  `
is_right() { [ -f "$part" ] && printf '%s  %s\\n' "$sha256" "$part" | sha256sum --check --status; }

fetch() {
  meter='--silent --show-error'
  if [ -t 2 ]; then meter=--progress-bar; fi
  fetched=0
  # shellcheck disable=SC2086 # meter is a list of options
  curl $meter --fail --location --connect-timeout 20 --speed-limit 1 --speed-time 60 \\
    --continue-at - --output "$part" "$url" || fetched=$?
}

download() {
  need curl sha256sum
  case $url in https:*)
    [ -n "\${CURL_CA_BUNDLE:-}\${SSL_CERT_FILE:-}\${SSL_CERT_DIR:-}" ] || [ -s /etc/ssl/certs/ca-certificates.crt ] ||
      fail 3 "ca-certificates is missing: install it first" ;;
  esac
  mkdir -p "$(dirname "$part")" || fail 3 "cannot write $(dirname "$part"): $rights"
  tries=0
  until is_right; do
    began=$(size_of "$part")
    if [ "$began" -gt 0 ]; then say "Going on after $(megabytes "$began")"; fi
    fetch
    case $fetched in
      0)
        if is_right; then break; fi
        found=$(sha256sum < "$part")
        rm -f "$part"
        # What an earlier run left may have been of something else: once more from the front.
        [ "$began" -gt 0 ] || fail 1 "wrong content at $url: sha256 \${found%% *}, not $sha256"
        ;;
      22 | 33 | 36)
        [ "$began" -gt 0 ] || fail 3 "the server does not give $url"
        say "The server cannot go on in the middle: from the front"
        rm -f "$part"
        ;;
      18 | 28 | 52 | 55 | 56 | 92)
        tries=$((tries + 1))
        [ "$tries" -lt 3 ] || fail 3 "the connection was cut: run install-$name again, it goes on after $(megabytes "$(size_of "$part")")"
        sleep "$tries"
        ;;
      5 | 6 | 7) fail 3 "no network: cannot reach $url" ;;
      23) fail 3 "cannot write $part: is the disk full?" ;;
      *) fail 3 "curl cannot fetch $url (its exit code $fetched)" ;;
    esac
  done
}
`.trim(),
)
