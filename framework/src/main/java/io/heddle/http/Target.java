package io.heddle.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a request asks for ([RFC 9112 §3.2](https://www.rfc-editor.org/rfc/rfc9112#section-3.2)).
///
/// @param authority what an absolute target names as host, else null
/// @param path as it came: begins with a slash, or is `*`
/// @param query as it came, without the question mark; null if there is none
record Target(@Nullable String authority, String path, @Nullable String query) {

    private static final String ASTERISK = "*";

    /// Takes a target apart.
    ///
    /// @throws Refusal if it is in no form that the method allows
    static Target of(String method, String text) throws Refusal {
        if (method.equals("CONNECT")) {
            throw new Refusal(501, "there are no tunnels here");
        }
        if (text.charAt(0) == '/') {
            return split(null, text);
        }
        if (text.equals(ASTERISK) && method.equals("OPTIONS")) {
            return new Target(null, text, null);
        }
        int scheme = text.indexOf("://");
        String name = scheme < 0 ? "" : text.substring(0, scheme).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            throw new Refusal(400, "the request target is no path");
        }
        int begin = scheme + "://".length();
        int end = begin;
        while (end < text.length() && "/?".indexOf(text.charAt(end)) < 0) {
            if (!Octets.isHost((byte) text.charAt(end))) {
                throw new Refusal(400, "the request target has no host");
            }
            end++;
        }
        if (end == begin) {
            throw new Refusal(400, "the request target has no host");
        }
        String rest = text.substring(end);
        return split(text.substring(begin, end), rest.startsWith("/") ? rest : "/" + rest);
    }

    private static Target split(@Nullable String authority, String text) throws Refusal {
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
            if (octet(path, i) <= 0) {
                throw new Refusal(400, "the path has a percent sign without two digits, or NUL");
            }
        }
        if (hasDots(path)) {
            throw new Refusal(400, "the path has a segment of dots");
        }
        return new Target(authority, path, mark < 0 ? null : text.substring(mark + 1));
    }

    /// Whether it has a segment that means another one, in any spelling: clients take these out,
    /// and who sends them wants something else.
    private static boolean hasDots(String path) {
        int from = path.indexOf('.');
        if (from < 0 && path.indexOf('%') < 0) {
            return false;
        }
        for (String segment : decodedSegments(path)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /// The byte that is encoded at a place, -1 if there is none.
    private static int octet(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = Octets.hex((byte) text.charAt(at + 1));
        int low = Octets.hex((byte) text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    /// What stands between the slashes, decoded; the last one is empty if the path ends with a
    /// slash.
    List<String> segments() {
        return decodedSegments(path);
    }

    private static List<String> decodedSegments(String path) {
        List<String> segments = new ArrayList<>();
        int begin = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                segments.add(decoded(path.substring(begin, i), false));
                begin = i + 1;
            }
        }
        return segments;
    }

    /// Text whose bytes may be written as a percent sign and two digits, in UTF-8. What is no such
    /// byte stays as it is; malformed UTF-8 becomes `U+FFFD`.
    ///
    /// @param form whether a plus sign is a space, as in forms
    static String decoded(String text, boolean form) {
        if (text.indexOf('%') < 0 && (!form || text.indexOf('+') < 0)) {
            return text;
        }
        var bytes = new byte[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            int octet = text.charAt(i) == '%' ? octet(text, i) : -1;
            if (octet >= 0) {
                bytes[count++] = (byte) octet;
                i += 2;
            } else if (form && text.charAt(i) == '+') {
                bytes[count++] = ' ';
            } else {
                bytes[count++] = (byte) text.charAt(i);
            }
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }
}
