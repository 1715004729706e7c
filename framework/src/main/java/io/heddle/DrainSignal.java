package io.heddle;

/// How far the stop of a server has come, for its connections. Any thread.
final class DrainSignal {

    /// What connections are to do.
    enum Stage {
        /// Go on.
        NONE,
        /// End when nothing is under way, but for those whose request may be on its way: they have
        /// just connected for it, or say themselves when they rest, and may have been answered just
        /// now.
        WHEN_ANSWERED,
        /// End when nothing is under way.
        WHEN_IDLE,
        /// Come to an end.
        FAREWELL
    }

    private volatile Stage stage = Stage.NONE; // only grows

    Stage stage() {
        return stage;
    }

    void stage(Stage stage) {
        this.stage = stage;
    }
}
