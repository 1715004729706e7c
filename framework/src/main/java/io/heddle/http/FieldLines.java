package io.heddle.http;

import java.util.Arrays;

/// Reads field lines, strictly ([RFC 9112 §5](https://www.rfc-editor.org/rfc/rfc9112#section-5)):
/// no white space before the colon, no folded lines, no control characters.
///
/// Confined to one connection; made for many sections.
final class FieldLines {

    private static final int PARTS = 4; // begin and end of a name, and of a value
    private static final int USUAL = 16;

    private final int most;
    private int[] places = new int[PARTS * USUAL];
    private int count;

    /// @param most how many there may be in a section
    FieldLines(int most) {
        this.most = most;
    }

    void reset() {
        count = 0;
    }

    /// Takes a line.
    ///
    /// @param from its first byte
    /// @param to where it ends, without CR LF; at least one byte further
    /// @param start from where places count
    void take(byte[] bytes, int from, int to, int start) throws Refusal {
        if (count == most) {
            throw new Refusal(431, "there are more than " + most + " fields");
        }
        if (Octets.isBlank(bytes[from])) {
            throw new Refusal(400, "a field line begins with white space");
        }
        int colon = from;
        while (colon < to && Octets.isToken(bytes[colon])) {
            colon++;
        }
        if (colon == from || colon == to || bytes[colon] != ':') {
            throw new Refusal(400, "a field line has no name with a colon behind it");
        }
        int begin = colon + 1;
        while (begin < to && Octets.isBlank(bytes[begin])) {
            begin++;
        }
        if (!Octets.areValue(bytes, begin, to)) {
            throw new Refusal(400, "a field value has a control character");
        }
        int end = to;
        while (end > begin && Octets.isBlank(bytes[end - 1])) {
            end--;
        }
        add(from - start, colon - start, begin - start, end - start);
    }

    private void add(int nameBegin, int nameEnd, int valueBegin, int valueEnd) {
        int at = count * PARTS;
        if (at == places.length) {
            places = Arrays.copyOf(places, 2 * at);
        }
        places[at] = nameBegin;
        places[at + 1] = nameEnd;
        places[at + 2] = valueBegin;
        places[at + 3] = valueEnd;
        count++;
    }

    /// Tells what the line that was taken last may mean for the message.
    ///
    /// @param start from where places count
    void tellLast(KnownFields known, byte[] bytes, int start) throws Refusal {
        int at = (count - 1) * PARTS;
        known.take(
                bytes,
                start + places[at],
                start + places[at + 1],
                start + places[at + 2],
                start + places[at + 3]);
    }

    /// What was taken.
    ///
    /// @param own what the places point into; not copied
    Fields fields(byte[] own) {
        return count == 0 ? Fields.NONE : new Fields(own, Arrays.copyOf(places, count * PARTS));
    }
}
