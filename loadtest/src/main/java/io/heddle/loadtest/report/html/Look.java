package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Verdict;

/// The words, colours and shapes of verdicts and lights.
final class Look {
    private Look() {}

    static String word(Verdict verdict) {
        return switch (verdict) {
            case BASELINE -> "baseline";
            case BETTER -> "better";
            case WORSE -> "worse";
            case EQUIVALENT -> "equivalent";
            case INCONCLUSIVE -> "inconclusive";
        };
    }

    static Shape shape(Verdict verdict) {
        return switch (verdict) {
            case BASELINE -> Shape.BAR;
            case BETTER -> Shape.CIRCLE;
            case WORSE -> Shape.DIAMOND;
            case EQUIVALENT -> Shape.SQUARE;
            case INCONCLUSIVE -> Shape.DOWN;
        };
    }

    /// The class that sets a verdict's colour; inconclusive shapes are hollow.
    static String cssClass(Verdict verdict) {
        return "v-" + word(verdict);
    }

    /// A verdict as its shape and its word.
    static String chip(Verdict verdict) {
        return "<span class=\"chip "
                + cssClass(verdict)
                + "\"><svg class=\"sign\" aria-hidden=\"true\"><use href=\"#"
                + cssClass(verdict)
                + "\"/></svg>"
                + word(verdict)
                + "</span>";
    }

    static String word(Light light) {
        return switch (light) {
            case GREEN -> "holds";
            case NONE -> "does not apply";
            case AMBER -> "near its bound";
            case RED -> "does not hold";
        };
    }

    static String cssClass(Light light) {
        return switch (light) {
            case GREEN -> "l-green";
            case NONE -> "l-none";
            case AMBER -> "l-amber";
            case RED -> "l-red";
        };
    }

    /// A light as a shape of its own; the word is for those who do not see it.
    static String sign(Light light) {
        return "<svg class=\"light "
                + cssClass(light)
                + "\" role=\"img\" aria-label=\""
                + word(light)
                + "\"><use href=\"#"
                + cssClass(light)
                + "\"/></svg>";
    }

    /// The drawings that signs and chips refer to; once on a page.
    static String drawings() {
        var drawings = new StringBuilder("<svg class=\"drawings\" aria-hidden=\"true\">");
        for (var light : Light.values()) {
            drawings.append("<symbol id=\"").append(cssClass(light));
            drawings.append("\" viewBox=\"0 0 16 16\">").append(drawing(light)).append("</symbol>");
        }
        for (var verdict : Verdict.values()) {
            drawings.append("<symbol id=\"").append(cssClass(verdict));
            drawings.append("\" viewBox=\"0 0 14 14\"><path class=\"shape ");
            drawings.append(cssClass(verdict)).append("\" d=\"");
            drawings.append(shape(verdict).path(7, 7, 4.2)).append("\"/></symbol>");
        }
        return drawings.append("</svg>").toString();
    }

    private static String drawing(Light light) {
        return switch (light) {
            case GREEN ->
                    "<circle class=\"lamp\" cx=\"8\" cy=\"8\" r=\"7\"/><path class=\"ink\""
                            + " d=\"M4.5 8.3l2.5 2.5 4.5-5\"/>";
            case NONE -> "<path class=\"bare\" d=\"M4 8h8\"/>";
            case AMBER ->
                    "<path class=\"lamp\" d=\"M8 .8l7.4 13.7H.6Z\"/><path class=\"ink\""
                            + " d=\"M8 5.5v4M8 11.7v.6\"/>";
            case RED ->
                    "<path class=\"lamp\" d=\"M5 1h6l4 4v6l-4 4H5l-4-4V5Z\"/><path class=\"ink\""
                            + " d=\"M5 5l6 6M11 5l-6 6\"/>";
        };
    }
}
