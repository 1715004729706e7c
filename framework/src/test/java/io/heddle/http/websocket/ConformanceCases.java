package io.heddle.http.websocket;

import java.util.List;
import java.util.stream.Stream;

/// What an echo may be told, by the sections of [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455)
/// and [RFC 7692](https://www.rfc-editor.org/rfc/rfc7692), and what these say must come back.
///
/// `-Dheddle.largest=16777216` makes the longest messages 16 MiB.
public final class ConformanceCases {

    /// The longest message that each server is to accept.
    public static final int LIMIT = FramingCases.LIMIT;

    /// Those about frames and messages, for a server that does not compress.
    public static final List<FrameCase> PLAIN =
            Stream.of(FramingCases.all(), ControlCases.all(), Utf8Cases.all(), CloseCases.all())
                    .flatMap(group -> group)
                    .toList();

    /// Those about compression, for one that compresses if asked to.
    public static final List<FrameCase> COMPRESSED = CompressionCases.all().toList();

    private ConformanceCases() {}
}
