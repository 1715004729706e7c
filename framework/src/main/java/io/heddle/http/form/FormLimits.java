package io.heddle.http.form;

/// How large a form may be; else 413. What the server takes at all is in
/// [io.heddle.http.HttpLimits].
///
/// @param bytes of the content, 1 to 64 MiB. It is kept in memory. Default 256 KiB
/// @param fields how many, 1 to 100,000. Default 1,000
public record FormLimits(int bytes, int fields) {

    /// What is described above as the default of each.
    public static final FormLimits DEFAULT = new FormLimits(256 << 10, 1_000);

    /// @throws IllegalArgumentException naming what is out of its range
    public FormLimits {
        MultipartLimits.between("bytes", 1, 64 << 20, bytes);
        MultipartLimits.between("fields", 1, 100_000, fields);
    }

    /// A copy with another most bytes, 1 to 64 MiB.
    public FormLimits withBytes(int bytes) {
        return new FormLimits(bytes, fields);
    }

    /// A copy with another most fields, 1 to 100,000.
    public FormLimits withFields(int fields) {
        return new FormLimits(bytes, fields);
    }
}
