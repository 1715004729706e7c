package io.heddle.http;

/// What the fields of a request say about the message itself. What is said twice, or in two ways,
/// is refused: another server on the way may have read it in the other one ([RFC 9112
/// §6.3](https://www.rfc-editor.org/rfc/rfc9112#section-6.3), [RFC 9112
/// §11.2](https://www.rfc-editor.org/rfc/rfc9112#section-11.2)).
///
/// Confined to one connection; made for many heads.
final class KnownFields {

    private static final long NONE = -1;
    private static final int MOST_DIGITS = 18; // any number of them is a long

    private long length;
    private boolean chunked;
    private boolean close;
    private boolean keepAlive;
    private boolean expectsContinue;
    private boolean hasHost;

    void reset() {
        length = NONE;
        chunked = false;
        close = false;
        keepAlive = false;
        expectsContinue = false;
        hasHost = false;
    }

    /// Takes a field, of which most mean nothing here.
    void take(byte[] bytes, int nameFrom, int nameTo, int from, int to) throws Refusal {
        switch (nameTo - nameFrom) {
            case 4 -> {
                if (Octets.equal(bytes, nameFrom, nameTo, "host")) {
                    takeHost(bytes, from, to);
                }
            }
            case 6 -> {
                if (Octets.equal(bytes, nameFrom, nameTo, "expect")) {
                    takeExpect(bytes, from, to);
                }
            }
            case 10 -> {
                if (Octets.equal(bytes, nameFrom, nameTo, "connection")) {
                    takeConnection(bytes, from, to);
                }
            }
            case 14 -> {
                if (Octets.equal(bytes, nameFrom, nameTo, "content-length")) {
                    takeLength(bytes, from, to);
                }
            }
            case 17 -> {
                if (Octets.equal(bytes, nameFrom, nameTo, "transfer-encoding")) {
                    takeEncoding(bytes, from, to);
                }
            }
            default -> {}
        }
    }

    private void takeHost(byte[] bytes, int from, int to) throws Refusal {
        if (hasHost) {
            throw new Refusal(400, "there are two Host fields");
        }
        for (int i = from; i < to; i++) {
            if (!Octets.isHost(bytes[i])) {
                throw new Refusal(400, "Host is no host");
            }
        }
        hasHost = true;
    }

    private void takeExpect(byte[] bytes, int from, int to) throws Refusal {
        if (!Octets.equal(bytes, from, to, "100-continue")) {
            throw new Refusal(417, "Expect is not 100-continue");
        }
        expectsContinue = true;
    }

    private void takeConnection(byte[] bytes, int from, int to) {
        int begin = from;
        for (int i = from; i <= to; i++) {
            if (i == to || bytes[i] == ',') {
                takeOption(bytes, begin, i);
                begin = i + 1;
            }
        }
    }

    private void takeOption(byte[] bytes, int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && Octets.isBlank(bytes[begin])) {
            begin++;
        }
        while (end > begin && Octets.isBlank(bytes[end - 1])) {
            end--;
        }
        close |= Octets.equal(bytes, begin, end, "close");
        keepAlive |= Octets.equal(bytes, begin, end, "keep-alive");
    }

    private void takeLength(byte[] bytes, int from, int to) throws Refusal {
        if (length != NONE) {
            throw new Refusal(400, "there are two Content-Length fields");
        }
        if (from == to) {
            throw new Refusal(400, "Content-Length is empty");
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (!Octets.isDigit(bytes[i])) {
                throw new Refusal(400, "Content-Length is no number");
            }
            if (i - from == MOST_DIGITS) {
                throw new Refusal(413, "Content-Length has more than " + MOST_DIGITS + " digits");
            }
            value = 10 * value + bytes[i] - '0';
        }
        length = value;
    }

    private void takeEncoding(byte[] bytes, int from, int to) throws Refusal {
        if (chunked) {
            throw new Refusal(400, "there are two Transfer-Encoding fields");
        }
        if (!Octets.equal(bytes, from, to, "chunked")) {
            boolean hasComma = false;
            for (int i = from; i < to; i++) {
                hasComma |= bytes[i] == ',';
            }
            boolean isOneToken = !hasComma && from < to;
            throw new Refusal(
                    isOneToken ? 501 : 400, "Transfer-Encoding is not chunked, and nothing else");
        }
        chunked = true;
    }

    /// What all of them say together.
    ///
    /// @throws Refusal if that is a contradiction
    RequestHead head(String method, String target, int minor, Fields fields) throws Refusal {
        if (chunked && length != NONE) {
            throw new Refusal(400, "there are Transfer-Encoding and Content-Length");
        }
        if (chunked && minor == 0) {
            throw new Refusal(400, "there is Transfer-Encoding in HTTP/1.0");
        }
        if (!hasHost && minor > 0) {
            throw new Refusal(400, "there is no Host");
        }
        return new RequestHead(
                method,
                target,
                minor,
                fields,
                chunked ? RequestHead.CHUNKED : Math.max(0, length),
                !close && (minor > 0 || keepAlive),
                expectsContinue && minor > 0);
    }
}
