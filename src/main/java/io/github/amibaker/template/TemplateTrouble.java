package io.github.amibaker.template;

import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import io.github.amibaker.advice.TemplateAdvice;

/** Says in a line what FreeMarker says in twenty: file, line, column, and what is missing. */
final class TemplateTrouble {
    private static final int LONGEST = 300;

    private TemplateTrouble() {}

    static BrokenTemplate of(ParseException e) {
        return new BrokenTemplate(
                TemplateAdvice.broken(
                        e.getTemplateName(), e.getLineNumber(), e.getColumnNumber(), brief(e.getEditorMessage())),
                e);
    }

    static BrokenTemplate of(String template, TemplateException e) {
        String file = e.getTemplateSourceName() == null ? template : e.getTemplateSourceName();
        int line = e.getLineNumber() == null ? 1 : e.getLineNumber();
        int column = e.getColumnNumber() == null ? 1 : e.getColumnNumber();
        if (e instanceof InvalidReferenceException && e.getBlamedExpressionString() != null) {
            return new BrokenTemplate(TemplateAdvice.undefined(file, line, column, e.getBlamedExpressionString()), e);
        }
        return new BrokenTemplate(TemplateAdvice.broken(file, line, column, brief(e.getMessageWithoutStackTop())), e);
    }

    /** The first paragraph on one line, without FreeMarker's own places and the names of Java's classes. */
    private static String brief(String message) {
        String text = message == null ? "" : message;
        text = text.split("\n\\s*\n|\n----", 2)[0]
                .replaceAll("\\s*\\[in template [^\\]]*]", "")
                .replaceAll("\\s*\\(wrapper: [^)]*\\)", "")
                .replaceAll("\\s*==>\\s*", " ")
                .replaceAll("\\s+", " ")
                .strip();
        text = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return text.endsWith(".") || text.endsWith("…") ? text : text + ".";
    }
}
