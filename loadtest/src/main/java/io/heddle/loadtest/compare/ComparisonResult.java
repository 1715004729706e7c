package io.heddle.loadtest.compare;

import java.util.List;

/// What a comparison found, complete or not.
///
/// @param rows in the order of the plan
/// @param ending how it came to its end
/// @param notes what else a reader must know, in words
public record ComparisonResult(Plan plan, List<Row> rows, Ending ending, List<String> notes) {

    /// How a comparison can end.
    public enum Ending {
        /// Every round was run, though servers may have failed.
        FINISHED,
        /// A signal ended it.
        INTERRUPTED,
        /// It could not go on; the notes say why.
        STOPPED
    }

    public ComparisonResult {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// The row that the others are compared with.
    public Row baseline() {
        return rows.stream()
                .filter(row -> row.entry().equals(plan.baseline()))
                .findFirst()
                .orElseThrow();
    }

    /// Whether every entry finished every round.
    public boolean complete() {
        return ending == Ending.FINISHED && rows.stream().allMatch(row -> row.problem() == null);
    }
}
