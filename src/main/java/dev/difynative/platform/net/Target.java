package dev.difynative.platform.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parsed http or https URL: where a request goes, and what it asks there. */
public record Target(boolean secure, String host, int port, String path) {

    private static final Pattern AUTHORITY = Pattern.compile("(?<host>[^@:/\\[\\]%]+|\\[[0-9A-Fa-f:.]+])(:(?<port>\\d{1,5})?)?");

    /** Reads a URL; anything but http and https, and user information in it, is refused. */
    public static Target parse(String url) {
        try {
            URI uri = new URI(url.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean secure = scheme.equals("https");
            // Names with an underscore, as containers have them, are no hosts to java.net.URI.
            Matcher authority = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
            if (!secure && !scheme.equals("http") || !authority.matches()) {
                throw OutboundError.INVALID_URL.because("'%s' is not an http or https URL", shortened(url));
            }
            int port = authority.group("port") == null ? secure ? 443 : 80 : Integer.parseInt(authority.group("port"));
            if (port < 1 || port > 65_535) {
                throw OutboundError.INVALID_URL.because("'%s' has no valid port", shortened(url));
            }
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return new Target(secure, bare(authority.group("host")), port,
                    uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        } catch (URISyntaxException malformed) {
            throw OutboundError.INVALID_URL.because("'%s' is not an http or https URL", shortened(url));
        }
    }

    /** The target of a redirect, relative or absolute. */
    Target redirected(String location) {
        try {
            return parse(new URI(toString()).resolve(new URI(location.strip())).toString());
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            throw OutboundError.INVALID_URL.because("The redirect to '%s' leads nowhere", shortened(location));
        }
    }

    boolean sameOrigin(Target other) { return secure == other.secure && port == other.port && host.equalsIgnoreCase(other.host); }

    /** The value of the Host header. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    @Override
    public String toString() { return (secure ? "https://" : "http://") + authority() + path; }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static String shortened(String url) { return url.length() > 200 ? url.substring(0, 200) + "…" : url; }
}
