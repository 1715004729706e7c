package io.heddle.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The fields of a received message, in their order: its header section, or its trailer section
/// ([RFC 9110 §5](https://www.rfc-editor.org/rfc/rfc9110#section-5)). Names are compared whatever
/// their case. Immutable; text is made of the bytes when it is asked for.
public final class Fields {

    static final Fields NONE = new Fields(new byte[0], new int[0]);

    private static final int PARTS = 4; // begin and end of a name, and of a value

    private final byte[] bytes;
    private final int[] places;

    /// @param bytes what holds them all
    /// @param places four for each field
    Fields(byte[] bytes, int[] places) {
        this.bytes = bytes;
        this.places = places;
    }

    /// How many there are.
    public int size() {
        return places.length / PARTS;
    }

    /// The value of the first field of a name, without white space around it, or null.
    public @Nullable String first(String name) {
        int i = find(name, 0);
        return i < 0 ? null : value(i);
    }

    /// The values of all fields of a name, in their order.
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = find(name, 0); i >= 0; i = find(name, i + PARTS)) {
            values.add(value(i));
        }
        return values;
    }

    /// Whether there is a field of a name.
    public boolean contains(String name) {
        return find(name, 0) >= 0;
    }

    /// The members of a field that is a list: the values of all fields of the name, divided at
    /// commas, without the white space, without empty ones ([RFC 9110
    /// §5.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1)). Not for fields whose members
    /// may hold commas in quotes.
    public List<String> members(String name) {
        List<String> members = new ArrayList<>(2);
        for (String value : all(name)) {
            for (String member : value.split(",", -1)) {
                String text = member.strip();
                if (!text.isEmpty()) {
                    members.add(text);
                }
            }
        }
        return members;
    }

    /// Calls for each field with its name, as it came, and its value.
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < places.length; i += PARTS) {
            action.accept(text(places[i], places[i + 1]), value(i));
        }
    }

    /// @return the place of the next one of that name, or -1
    private int find(String name, int from) {
        for (int i = from; i < places.length; i += PARTS) {
            if (isNamed(i, name)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isNamed(int i, String name) {
        int begin = places[i];
        if (places[i + 1] - begin != name.length()) {
            return false;
        }
        for (int at = 0; at < name.length(); at++) {
            char wanted = name.charAt(at);
            int lower = wanted >= 'A' && wanted <= 'Z' ? wanted + ('a' - 'A') : wanted;
            if (Octets.lower(bytes[begin + at]) != lower) {
                return false;
            }
        }
        return true;
    }

    private String value(int i) {
        return text(places[i + 2], places[i + 3]);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// The names, for people; values may be secrets.
    @Override
    public String toString() {
        List<String> names = new ArrayList<>(size());
        forEach((name, _) -> names.add(name.toLowerCase(Locale.ROOT)));
        return names.toString();
    }
}
