package io.heddle.loadtest.result;

import java.util.List;

/// What changed from one stored comparison to another; what `diff` writes.
///
/// @param schema `heddle-loadtest/1`
/// @param kind `diff`
/// @param tool name and version
/// @param before when the earlier comparison was started, ISO 8601, UTC
/// @param after when the later one was
/// @param regression whether any row is one
/// @param remarks what else differs
public record DifferenceResult(
        String schema,
        String kind,
        String tool,
        String before,
        String after,
        boolean regression,
        List<DifferenceRow> rows,
        List<String> remarks) {}
