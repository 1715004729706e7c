package io.heddle.http.files;

import java.util.ArrayList;
import java.util.List;

/// What tells one version of a representation from another ([RFC 9110
/// §8.8.3](https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3)).
///
/// @param isWeak whether two versions that differ may have the same
/// @param opaque what stands between the quotes
record EntityTag(boolean isWeak, String opaque) {

    private static final String WEAK = "W/";

    /// The members of a list, none if it is malformed.
    static List<EntityTag> parse(String list) {
        List<EntityTag> tags = new ArrayList<>(1);
        int at = 0;
        while (true) {
            while (at < list.length() && ", \t".indexOf(list.charAt(at)) >= 0) {
                at++;
            }
            if (at == list.length()) {
                return tags;
            }
            boolean isWeak = list.startsWith(WEAK, at);
            at += isWeak ? WEAK.length() : 0;
            int end = at < list.length() && list.charAt(at) == '"' ? list.indexOf('"', at + 1) : -1;
            if (end < 0 || !endsMember(list, end + 1)) {
                return List.of();
            }
            tags.add(new EntityTag(isWeak, list.substring(at + 1, end)));
            at = end + 1;
        }
    }

    private static boolean endsMember(String list, int at) {
        return at == list.length() || ", \t".indexOf(list.charAt(at)) >= 0;
    }

    /// Whether both are strong, and the same.
    boolean equalsStrongly(EntityTag other) {
        return !isWeak && equals(other);
    }

    /// Whether they are the same but for their strength.
    boolean equalsWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /// As it stands in a field.
    @Override
    public String toString() {
        return (isWeak ? WEAK : "") + '"' + opaque + '"';
    }
}
