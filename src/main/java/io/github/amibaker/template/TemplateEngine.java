package io.github.amibaker.template;

import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.JSONCFormat;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.MalformedTemplateNameException;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import io.github.amibaker.advice.TemplateAdvice;
import io.github.amibaker.request.Bytes;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * FreeMarker as templates of CloudFormation need it: tags in angle brackets and values in square ones, so that
 * {@code ${…}} passes; undefined names are errors; no access to classes or methods.
 */
final class TemplateEngine {

    /**
     * What came of a template.
     *
     * @param text the rendered text
     * @param sources the files it was made from, by name
     */
    record Output(String text, SortedMap<String, Bytes> sources) {}

    /** Renders a text that includes nothing. */
    Output render(String name, Bytes template, Map<String, ?> model) throws BrokenTemplate {
        StringTemplateLoader loader = new StringTemplateLoader();
        loader.putTemplate(name, template.utf8());
        return new Output(render(loader, name, model), new TreeMap<>(Map.of(name, template)));
    }

    /** Renders a file, which may include others beside it. */
    Output render(Path file, Map<String, ?> model) throws BrokenTemplate {
        String name = file.getFileName().toString();
        try {
            TemplateFolder folder = new TemplateFolder(file.toAbsolutePath().getParent());
            String text = render(folder, name, model);
            return new Output(text, folder.taken());
        } catch (IOException e) {
            throw new BrokenTemplate(TemplateAdvice.unreadable(file.toString(), String.valueOf(e.getMessage())), e);
        }
    }

    private static String render(TemplateLoader loader, String name, Map<String, ?> model) throws BrokenTemplate {
        StringWriter text = new StringWriter();
        try {
            configuration(loader).getTemplate(name).process(model, text);
            return text.toString();
        } catch (ParseException e) {
            throw TemplateTrouble.of(e);
        } catch (TemplateException e) {
            throw TemplateTrouble.of(name, e);
        } catch (MalformedTemplateNameException e) {
            throw new BrokenTemplate(TemplateAdvice.unreadable(name, "FreeMarker does not take such a name"), e);
        } catch (IOException e) {
            throw new BrokenTemplate(TemplateAdvice.unreadable(name, String.valueOf(e.getMessage())), e);
        } catch (StackOverflowError e) {
            throw new BrokenTemplate(TemplateAdvice.unreadable(name, "it includes or calls itself without end"), e);
        }
    }

    private static Configuration configuration(TemplateLoader loader) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        SimpleObjectWrapper wrapper = new SimpleObjectWrapper(Configuration.VERSION_2_3_34);
        configuration.setObjectWrapper(wrapper);
        configuration.setTemplateLoader(loader);
        configuration.setTagSyntax(Configuration.ANGLE_BRACKET_TAG_SYNTAX);
        configuration.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
        configuration.setCFormat(JSONCFormat.INSTANCE);
        configuration.setNumberFormat("c");
        configuration.setBooleanFormat("c");
        configuration.setLocale(Locale.ROOT);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setLocalizedLookup(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setFallbackOnNullLoopVariable(false);
        configuration.setSharedVariable("json", (TemplateMethodModelEx) TemplateEngine::json);
        return configuration;
    }

    /** {@code json(value)} in templates: any value as JSON on one line, which is YAML as well. */
    private static Object json(List<?> arguments) throws TemplateModelException {
        if (arguments.size() != 1) {
            throw new TemplateModelException("json(value) takes one value, not " + arguments.size());
        }
        if (arguments.get(0) == null) {
            throw new TemplateModelException("json(value) was given a name that is not defined");
        }
        return Json.of(DeepUnwrap.unwrap((TemplateModel) arguments.get(0)));
    }
}
