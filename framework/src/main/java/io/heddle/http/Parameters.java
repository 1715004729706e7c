package io.heddle.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names and values of a query or a form, in their order ([WHATWG URL
/// §5.1](https://url.spec.whatwg.org/#urlencoded-parsing)). Names are compared as they are.
/// Immutable.
public final class Parameters {

    static final Parameters NONE = new Parameters(List.of());

    private final List<String> pairs; // name, value, name, value

    private Parameters(List<String> pairs) {
        this.pairs = pairs;
    }

    /// Reads `a=1&b=2`; a name without an equals sign has an empty value.
    static Parameters parse(String text) {
        List<String> pairs = new ArrayList<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                pairs.add(Target.decoded(equals < 0 ? pair : pair.substring(0, equals), true));
                pairs.add(equals < 0 ? "" : Target.decoded(pair.substring(equals + 1), true));
            }
        }
        return new Parameters(List.copyOf(pairs));
    }

    /// Some names and values.
    ///
    /// @param pairs name, value, name, value
    /// @throws IllegalArgumentException if the last name has no value
    public static Parameters of(List<String> pairs) {
        if (pairs.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "names and values must be as many, were " + pairs.size() + " together");
        }
        return new Parameters(List.copyOf(pairs));
    }

    /// How many pairs there are.
    public int size() {
        return pairs.size() / 2;
    }

    /// The first value of a name, or null.
    public @Nullable String first(String name) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                return pairs.get(i + 1);
            }
        }
        return null;
    }

    /// All values of a name, in their order.
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                values.add(pairs.get(i + 1));
            }
        }
        return values;
    }

    /// The names, each once, in their order.
    public List<String> names() {
        List<String> names = new ArrayList<>(size());
        for (int i = 0; i < pairs.size(); i += 2) {
            if (!names.contains(pairs.get(i))) {
                names.add(pairs.get(i));
            }
        }
        return names;
    }

    /// The names, for people; values may be secrets.
    @Override
    public String toString() {
        return names().toString();
    }
}
