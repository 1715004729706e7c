package io.heddle.http.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.heddle.http.ContentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a parser makes of some bytes.
///
/// @param parts each as name, file name, type, and content
/// @param failure with the status; empty if there is none
record Parts(List<String> parts, String failure) {

    static final String BOUNDARY = "b";

    /// Reads a content that comes in pieces.
    static Parts of(MultipartLimits limits, byte[]... pieces) throws IOException {
        List<InputStream> streams = new ArrayList<>();
        for (byte[] piece : pieces) {
            streams.add(new ByteArrayInputStream(piece));
        }
        var input = new SequenceInputStream(Collections.enumeration(streams));
        return read(new Multipart(input, Delimiter.of(BOUNDARY), limits));
    }

    static Parts read(Multipart multipart) throws IOException {
        List<String> parts = new ArrayList<>();
        try {
            for (Part part = multipart.next(); part != null; part = multipart.next()) {
                String content = new String(part.content().readAllBytes(), ISO_8859_1);
                parts.add(
                        "%s %s %s [%s]"
                                .formatted(
                                        part.name(), part.filename(), part.contentType(), content));
            }
            return new Parts(parts, "");
        } catch (ContentException e) {
            return new Parts(parts, e.status() + " " + e.getMessage());
        }
    }
}
