package io.heddle.http.form;

import io.heddle.http.Content;
import io.heddle.http.ContentException;
import io.heddle.http.Parameters;
import io.heddle.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a form without files sends: `application/x-www-form-urlencoded` ([WHATWG URL
/// §5.1](https://url.spec.whatwg.org/#urlencoded-parsing)), in UTF-8.
public final class Form {

    private static final String TYPE = "application/x-www-form-urlencoded";

    private Form() {}

    /// Reads the content of a request, waiting for all of it. Once for each request.
    ///
    /// @return names and values, in their order
    /// @throws ContentException 415 if the content is of another type, or in another charset; 413
    ///   if it is larger than [FormLimits#DEFAULT]; 400 if it has a percent sign without two
    ///   digits, or is not in UTF-8
    /// @throws IOException what reads of a content throw
    public static Parameters of(Request request) throws IOException {
        return of(request, FormLimits.DEFAULT);
    }

    /// The same within other limits.
    public static Parameters of(Request request, FormLimits limits) throws IOException {
        checkType(request);
        Content content = request.content();
        if (content.length() > limits.bytes()) {
            throw tooLarge(limits);
        }
        byte[] bytes = content.readNBytes(limits.bytes());
        if (bytes.length == limits.bytes() && content.read() >= 0) {
            throw tooLarge(limits);
        }
        return parse(bytes, limits);
    }

    private static void checkType(Request request) throws ContentException {
        String field = request.field("Content-Type");
        if (field == null) {
            throw new ContentException(415, "the content has no type, and should be " + TYPE);
        }
        FieldValue type = FieldValue.parse("Content-Type", field);
        if (!type.value().equals(TYPE)) {
            throw new ContentException(415, "the content should be " + TYPE);
        }
        String charset = type.parameter("charset");
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw new ContentException(415, "the content should be in UTF-8");
        }
    }

    private static ContentException tooLarge(FormLimits limits) {
        return new ContentException(413, "the form has more than " + limits.bytes() + " bytes");
    }

    static Parameters parse(byte[] bytes, FormLimits limits) throws ContentException {
        List<String> pairs = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '&') {
                if (i > begin) {
                    addPair(pairs, bytes, begin, i);
                }
                begin = i + 1;
            }
            if (pairs.size() > 2 * limits.fields()) {
                throw new ContentException(
                        413, "the form has more than " + limits.fields() + " fields");
            }
        }
        return Parameters.of(pairs);
    }

    private static void addPair(List<String> pairs, byte[] bytes, int from, int to)
            throws ContentException {
        int equals = from;
        while (equals < to && bytes[equals] != '=') {
            equals++;
        }
        pairs.add(decoded(bytes, from, equals));
        pairs.add(decoded(bytes, Math.min(equals + 1, to), to));
    }

    private static String decoded(byte[] bytes, int from, int to) throws ContentException {
        var decoded = new byte[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '%') {
                b = i + 2 < to ? octet(bytes[i + 1], bytes[i + 2]) : octet((byte) 0, (byte) 0);
                i += 2;
            } else if (b == '+') {
                b = ' ';
            }
            decoded[count++] = b;
        }
        String text = Utf8.decode(decoded, 0, count);
        if (text == null) {
            throw new ContentException(400, "the form is not in UTF-8");
        }
        return text;
    }

    private static byte octet(byte high, byte low) throws ContentException {
        int value = 16 * Character.digit(high, 16) + Character.digit(low, 16);
        if (Character.digit(high, 16) < 0 || Character.digit(low, 16) < 0) {
            throw new ContentException(400, "the form has a percent sign without two digits");
        }
        return (byte) value;
    }
}
