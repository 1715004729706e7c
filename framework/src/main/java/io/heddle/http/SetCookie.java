package io.heddle.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A cookie that a peer is to keep ([RFC 6265
/// §4.1](https://www.rfc-editor.org/rfc/rfc6265#section-4.1)), for [Response#withCookie].
/// Immutable; a `with` method makes a copy.
///
/// What is not said otherwise is as safe as can be: the cookie is for the path `/` of this host
/// alone, over TLS alone (and `localhost`), not for scripts, not for requests that other sites
/// cause ([SameSite#LAX]), and until the browser ends.
///
/// Each method throws `IllegalArgumentException` for what a browser would not take, or would take
/// for something else.
public final class SetCookie {

    /// Which requests that other sites cause have the cookie.
    public enum SameSite {
        /// None, not even when the user follows a link.
        STRICT("Strict"),
        /// Those that lead the user here by a safe method: links.
        LAX("Lax"),
        /// All of them; only over TLS.
        NONE("None");

        private final String text;

        SameSite(String text) {
            this.text = text;
        }
    }

    private static final int MOST_BYTES = 4096; // of name and value
    private static final int MOST_ATTRIBUTE = 1024;
    private static final String OF_HOST = "__host-";
    private static final String OF_TLS = "__secure-";

    private final String name;
    private final String value;
    private final String path;
    private final @Nullable String domain;
    private final @Nullable Duration maxAge;
    private final @Nullable Instant expires;
    private final boolean secure;
    private final boolean httpOnly;
    private final SameSite sameSite;

    private SetCookie(
            String name,
            String value,
            String path,
            @Nullable String domain,
            @Nullable Duration maxAge,
            @Nullable Instant expires,
            boolean secure,
            boolean httpOnly,
            SameSite sameSite) {
        this.name = name;
        this.value = value;
        this.path = path;
        this.domain = domain;
        this.maxAge = maxAge;
        this.expires = expires;
        this.secure = secure;
        this.httpOnly = httpOnly;
        this.sameSite = sameSite;
        check();
    }

    /// A cookie.
    ///
    /// @param name a token. One that begins with `__Host-` must stay with this host, the path `/`
    ///   and TLS, and one that begins with `__Secure-` with TLS
    /// @param value visible ASCII without quotes, commas, semicolons and backslashes, and with the
    ///   name at most 4,096 characters. Whatever else it is to hold has to be encoded
    public static SetCookie of(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return new SetCookie(name, value, "/", null, null, null, true, true, SameSite.LAX);
    }

    /// A copy for the part of the host below a path.
    ///
    /// @param path begins with a slash; visible ASCII and spaces, without semicolons
    public SetCookie withPath(String path) {
        return new SetCookie(
                name, value, path, domain, maxAge, expires, secure, httpOnly, sameSite);
    }

    /// A copy for all hosts of a domain.
    ///
    /// @param domain this host, or one above it: letters, digits, hyphens, dots between them
    public SetCookie withDomain(String domain) {
        Objects.requireNonNull(domain, "domain");
        return new SetCookie(
                name, value, path, domain, maxAge, expires, secure, httpOnly, sameSite);
    }

    /// A copy that lasts for some time, whenever it expires besides.
    ///
    /// @param maxAge at least 0, in seconds; 0 has the peer forget it
    public SetCookie withMaxAge(Duration maxAge) {
        return new SetCookie(
                name, value, path, domain, maxAge, expires, secure, httpOnly, sameSite);
    }

    /// A copy that lasts until some time, by the peer's clock.
    ///
    /// @param expires from 1601 to 9999
    public SetCookie withExpires(Instant expires) {
        return new SetCookie(
                name, value, path, domain, maxAge, expires, secure, httpOnly, sameSite);
    }

    /// A copy that goes over TLS alone, or not.
    public SetCookie withSecure(boolean secure) {
        return new SetCookie(
                name, value, path, domain, maxAge, expires, secure, httpOnly, sameSite);
    }

    /// A copy that scripts cannot see, or can.
    public SetCookie withHttpOnly(boolean httpOnly) {
        return new SetCookie(
                name, value, path, domain, maxAge, expires, secure, httpOnly, sameSite);
    }

    /// A copy for other requests of other sites.
    public SetCookie withSameSite(SameSite sameSite) {
        Objects.requireNonNull(sameSite, "sameSite");
        return new SetCookie(
                name, value, path, domain, maxAge, expires, secure, httpOnly, sameSite);
    }

    /// A copy that has the peer forget the cookie of this name, path and domain.
    public SetCookie removing() {
        return new SetCookie(
                name, "", path, domain, Duration.ZERO, null, secure, httpOnly, sameSite);
    }

    private void check() {
        checkName();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || "\",;\\".indexOf(c) >= 0) {
                throw new IllegalArgumentException(
                        "value of cookie %s must be visible ASCII without \" , ; \\, has U+%04X"
                                .formatted(name, (int) c));
            }
        }
        int length = name.length() + value.length();
        if (length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "cookie %s must have at most %d characters, has %d"
                            .formatted(name, MOST_BYTES, length));
        }
        checkPlace();
        checkTime();
        checkTogether();
    }

    private void checkName() {
        boolean isToken = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            isToken &= name.charAt(i) < 0x80 && Octets.isToken((byte) name.charAt(i));
        }
        if (!isToken) {
            throw new IllegalArgumentException("name of a cookie must be a token");
        }
    }

    private void checkPlace() {
        boolean isPath = path.startsWith("/") && path.length() <= MOST_ATTRIBUTE;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            isPath &= c >= ' ' && c < 0x7f && c != ';';
        }
        if (!isPath) {
            throw new IllegalArgumentException(
                    "path of cookie " + name + " must begin with a slash, in ASCII without ;");
        }
        if (domain != null && !isDomain(domain)) {
            throw new IllegalArgumentException(
                    "domain of cookie " + name + " must be the name of a host");
        }
    }

    private static boolean isDomain(String text) {
        boolean isDomain = !text.isEmpty() && text.length() < 254;
        for (String label : text.split("\\.", -1)) {
            isDomain &= !label.isEmpty();
            for (int i = 0; i < label.length(); i++) {
                char c = label.charAt(i);
                isDomain &=
                        (c >= '0' && c <= '9')
                                || (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || c == '-';
            }
        }
        return isDomain;
    }

    private void checkTime() {
        if (maxAge != null && maxAge.isNegative()) {
            throw new IllegalArgumentException(
                    "maxAge of cookie " + name + " must be at least 0, was " + maxAge);
        }
        boolean isYear =
                expires == null
                        || (!expires.isBefore(Instant.parse("1601-01-01T00:00:00Z"))
                                && expires.isBefore(Instant.parse("+10000-01-01T00:00:00Z")));
        if (!isYear) {
            throw new IllegalArgumentException(
                    "expires of cookie " + name + " must be from 1601 to 9999, was " + expires);
        }
    }

    /// What browsers refuse to keep.
    private void checkTogether() {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!secure && (lower.startsWith(OF_HOST) || lower.startsWith(OF_TLS))) {
            throw new IllegalArgumentException("cookie " + name + " must be secure");
        }
        if (lower.startsWith(OF_HOST) && (domain != null || !path.equals("/"))) {
            throw new IllegalArgumentException(
                    "cookie " + name + " must have the path / and no domain");
        }
        if (sameSite == SameSite.NONE && !secure) {
            throw new IllegalArgumentException(
                    "cookie " + name + " for requests of other sites must be secure");
        }
    }

    /// The value of the field `Set-Cookie`.
    String text() {
        var text = new StringBuilder(name).append('=').append(value).append("; Path=").append(path);
        if (domain != null) {
            text.append("; Domain=").append(domain);
        }
        if (maxAge != null) {
            text.append("; Max-Age=").append(maxAge.toSeconds());
        }
        if (expires != null) {
            text.append("; Expires=").append(DateField.format(expires));
        }
        if (secure) {
            text.append("; Secure");
        }
        if (httpOnly) {
            text.append("; HttpOnly");
        }
        return text.append("; SameSite=").append(sameSite.text).toString();
    }

    /// The name; the value may be a secret.
    @Override
    public String toString() {
        return "cookie " + name;
    }
}
