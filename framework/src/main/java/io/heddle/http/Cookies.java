package io.heddle.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The cookies of a request, in their order ([RFC 6265
/// §5.4](https://www.rfc-editor.org/rfc/rfc6265#section-5.4)). A peer can make any up, and so can
/// another site of the same domain; the longest path comes first. Names are compared as they are.
/// Immutable.
///
/// What is no pair of a name and a value is left out. Values are as they came, quotes included.
/// There are no more than fit into a head ([HttpLimits#head()]).
public final class Cookies {

    private final Parameters pairs;

    private Cookies(Parameters pairs) {
        this.pairs = pairs;
    }

    /// Those of a request, taken apart each time.
    public static Cookies of(Request request) {
        List<String> pairs = new ArrayList<>();
        for (String field : request.fields().all("Cookie")) {
            for (String pair : field.split(";", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : strip(pair.substring(0, equals));
                if (!name.isEmpty()) {
                    pairs.add(name);
                    pairs.add(strip(pair.substring(equals + 1)));
                }
            }
        }
        return new Cookies(Parameters.of(pairs));
    }

    /// Without blanks at both ends; other white space is none here.
    private static String strip(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && Octets.isBlank((byte) text.charAt(begin))) {
            begin++;
        }
        while (end > begin && Octets.isBlank((byte) text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /// How many there are.
    public int size() {
        return pairs.size();
    }

    /// The first value of a name, or null.
    public @Nullable String first(String name) {
        return pairs.first(name);
    }

    /// All values of a name, in their order.
    public List<String> all(String name) {
        return pairs.all(name);
    }

    /// How many there are; values may be secrets.
    @Override
    public String toString() {
        return size() + " cookies";
    }
}
