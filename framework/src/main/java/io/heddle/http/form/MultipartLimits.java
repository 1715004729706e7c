package io.heddle.http.form;

/// How large the parts of a multipart content may be; else 413. All of it together is bound by
/// [io.heddle.http.HttpLimits#body()].
///
/// @param parts how many, 1 to 100,000. Default 100
/// @param head bytes of the fields of one part, 64 to 64 KiB; what stands before the first part, or
///   behind the last one, may be as long. Default 4 KiB
/// @param part bytes of the content of one part, at least 0, or [#UNLIMITED], which is the default
public record MultipartLimits(int parts, int head, long part) {

    /// No limit but that of all parts together.
    public static final long UNLIMITED = Long.MAX_VALUE;

    /// What is described above as the default of each.
    public static final MultipartLimits DEFAULT = new MultipartLimits(100, 4 << 10, UNLIMITED);

    /// @throws IllegalArgumentException naming what is out of its range
    public MultipartLimits {
        between("parts", 1, 100_000, parts);
        between("head", 64, 64 << 10, head);
        between("part", 0, UNLIMITED, part);
    }

    static void between(String name, long least, long most, long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must be between %d and %d, was %d".formatted(name, least, most, value));
        }
    }

    /// A copy with another most parts, 1 to 100,000.
    public MultipartLimits withParts(int parts) {
        return new MultipartLimits(parts, head, part);
    }

    /// A copy with another longest head of a part, 64 bytes to 64 KiB.
    public MultipartLimits withHead(int head) {
        return new MultipartLimits(parts, head, part);
    }

    /// A copy with another largest content of a part, in bytes, or [#UNLIMITED].
    public MultipartLimits withPart(long part) {
        return new MultipartLimits(parts, head, part);
    }
}
