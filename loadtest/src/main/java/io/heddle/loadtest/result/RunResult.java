package io.heddle.loadtest.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/// Everything one load run found; in JSON the window's fields stand beside the others.
///
/// @param kind `run`
/// @param gates the gates that were asked for, each with whether it held
public record RunResult(
        String schema,
        String kind,
        String tool,
        List<String> command,
        String startedAt,
        boolean interrupted,
        String target,
        Map<String, String> environment,
        Map<String, Boolean> gates,
        List<String> notes,
        @JsonUnwrapped WindowResult window) {}
