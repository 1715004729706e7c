package io.heddle.http.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.heddle.http.ContentWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

/// Several ranges in one answer ([RFC 9110
/// §14.6](https://www.rfc-editor.org/rfc/rfc9110#section-14.6)).
final class MultipartRanges implements ContentWriter {

    private final FoundFile file;
    private final String type;
    private final List<ByteRange> ranges;
    private final String boundary = UUID.randomUUID().toString(); // that no file can know

    /// @param type of the file
    MultipartRanges(FoundFile file, String type, List<ByteRange> ranges) {
        this.file = file;
        this.type = type;
        this.ranges = ranges;
    }

    String type() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    long length() {
        long length = end().length();
        for (ByteRange range : ranges) {
            length += head(range).length() + range.length();
        }
        return length;
    }

    private String head(ByteRange range) {
        return "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                .formatted(boundary, type, range.of(file.size()));
    }

    private String end() {
        return "\r\n--" + boundary + "--\r\n";
    }

    @Override
    public void writeTo(OutputStream output) throws IOException {
        for (ByteRange range : ranges) {
            output.write(head(range).getBytes(ISO_8859_1));
            ContentWriter.ofFile(file.channel(), range.first(), range.length()).writeTo(output);
        }
        output.write(end().getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
