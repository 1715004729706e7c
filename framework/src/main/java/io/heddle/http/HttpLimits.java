package io.heddle.http;

/// How large the parts of a request may be. What is larger is refused, with the status that says
/// which part it was, and the connection ends.
///
/// @param requestLine bytes of the first line, 64 to 1 MiB; else 414. Default 8 KiB
/// @param head bytes of request line and fields together, 128 to 16 MiB; else 431. Default 32 KiB
/// @param fields how many, 1 to 10,000; else 431. Default 100
/// @param body bytes of content, at least 0, or [#UNLIMITED]; else 413. Default 16 MiB
/// @param chunkExtensions bytes of the extensions of a chunked body in all, at least 0; else 400.
///   Default 4 KiB. Nobody uses them
public record HttpLimits(int requestLine, int head, int fields, long body, int chunkExtensions) {

    /// No limit of the content.
    public static final long UNLIMITED = Long.MAX_VALUE;

    /// What is described above as the default of each.
    public static final HttpLimits DEFAULT =
            new HttpLimits(8 << 10, 32 << 10, 100, 16 << 20, 4 << 10);

    /// @throws IllegalArgumentException naming what is out of its range
    public HttpLimits {
        between("requestLine", 64, 1 << 20, requestLine);
        between("head", 128, 16 << 20, head);
        between("fields", 1, 10_000, fields);
        between("body", 0, UNLIMITED, body);
        between("chunkExtensions", 0, Integer.MAX_VALUE, chunkExtensions);
    }

    private static void between(String name, long least, long most, long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must be between %d and %d, was %d".formatted(name, least, most, value));
        }
    }

    /// A copy with another longest first line, 64 bytes to 1 MiB.
    public HttpLimits withRequestLine(int requestLine) {
        return new HttpLimits(requestLine, head, fields, body, chunkExtensions);
    }

    /// A copy with another largest head, 128 bytes to 16 MiB.
    public HttpLimits withHead(int head) {
        return new HttpLimits(requestLine, head, fields, body, chunkExtensions);
    }

    /// A copy with another number of fields, 1 to 10,000.
    public HttpLimits withFields(int fields) {
        return new HttpLimits(requestLine, head, fields, body, chunkExtensions);
    }

    /// A copy with another largest content, in bytes, or [#UNLIMITED].
    public HttpLimits withBody(long body) {
        return new HttpLimits(requestLine, head, fields, body, chunkExtensions);
    }

    /// A copy with another bound of chunk extensions, in bytes.
    public HttpLimits withChunkExtensions(int chunkExtensions) {
        return new HttpLimits(requestLine, head, fields, body, chunkExtensions);
    }
}
