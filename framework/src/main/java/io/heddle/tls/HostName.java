package io.heddle.tls;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names of servers as they are compared: A-labels in lower case, without a dot at the end.
final class HostName {

    static final String WILDCARD = "*.";

    private static final int MAX_CHARS = 253;
    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
                            + "(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    private HostName() {}

    /// A name of a configuration: exact, or with `*` for the left-most label.
    ///
    /// @param name in Unicode or as A-labels
    /// @throws IllegalArgumentException if it is no such name
    static String configured(String name) {
        boolean isWildcard = name.startsWith(WILDCARD);
        String ascii;
        try {
            ascii = IDN.toASCII(isWildcard ? name.substring(WILDCARD.length()) : name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no name of a server: " + name, e);
        }
        String plain = of(ascii);
        if (plain.length() > MAX_CHARS
                || !NAME.matcher(plain).matches()
                || (isWildcard && plain.indexOf('.') < 0)) {
            throw new IllegalArgumentException(
                    "no name of a server, which is like example.org or *.example.org: " + name);
        }
        return isWildcard ? WILDCARD + plain : plain;
    }

    /// A name that a peer asked for, whatever is in it.
    static String of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /// The wildcard that stands for a name; null for a name of one label.
    static @Nullable String wildcardFor(String name) {
        int dot = name.indexOf('.');
        return dot <= 0 ? null : "*" + name.substring(dot);
    }
}
