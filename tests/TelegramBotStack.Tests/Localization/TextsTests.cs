using System.Text;
using CsCheck;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramBotStack.Localization;

namespace TelegramBotStack.Tests.Localization;

public sealed class TextsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Lines _log = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_text_is_taken_from_the_language_its_root_the_default_and_English_in_this_order()
    {
        Write("pt-br", """{ "a": "a pt-br" }""");
        Write("pt", """{ "a": "a pt", "b": "b pt" }""");
        Write("de", """{ "a": "a de", "b": "b de", "c": "c de" }""");
        var texts = Open(options => options.DefaultLanguage = "de");

        texts.Languages.ShouldBe(["de", "pt", "pt-br"]);
        texts.Localize("pt-br", "a").ShouldBe("a pt-br");
        texts.Localize("pt-br", "b").ShouldBe("b pt");
        texts.Localize("pt-br", "c").ShouldBe("c de");
        texts.Localize("pt-br", "admins.cancelled").ShouldBe("Nothing was changed.");
        texts.Localize("pt-br", "no.such.key").ShouldBe("no.such.key");
        texts.Localize(null, "a").ShouldBe("a de");
    }

    [Fact]
    public void Each_gap_is_logged_once()
    {
        Write("en", """{ "a": "one" }""");
        Write("de", "{}");
        var texts = Open();

        for (var time = 0; time < 3; time++)
        {
            texts.Localize("de", "a");
            texts.Localize("de", "none");
            texts.Localize("en", "a");
        }

        _log.ShouldBe(["The text 'a' is missing in 'de'; shown instead: one", "The text 'none' is missing in 'de'; shown instead: none"]);
    }

    [Fact]
    public void The_bots_words_take_the_place_of_the_frameworks()
    {
        Write("en", """{ "users.welcome": "Ahoy, {name}!" }""");
        Open().Localize("en", "users.welcome", ("name", "Ada")).ShouldBe("Ahoy, Ada!");
    }

    [Fact]
    public void A_bot_with_files_of_its_own_speaks_their_languages_only_and_one_without_any_those_of_the_framework()
    {
        Open().Languages.ShouldBe(["en", "ru"]);
        Write("ru", "{}");
        var texts = Open();
        texts.Languages.ShouldBe(["ru"]);
        texts.DefaultLanguage.ShouldBe("ru");
        texts.Match("en").ShouldBe("ru");
    }

    [Fact]
    public void A_bot_that_does_not_ask_for_languages_speaks_English()
    {
        var texts = new Texts([], Options.Create(new LocalizationOptions()), _log);
        texts.Match("ru").ShouldBe("en");
        texts.Localize(texts.Match("ru"), "admins.cancelled").ShouldBe("Nothing was changed.");
    }

    [Theory]
    [InlineData("ru", "ru")]
    [InlineData("RU", "ru")]
    [InlineData("ru-RU", "ru")]
    [InlineData("pt", "pt-br")]
    [InlineData("pt-PT", "pt-br")]
    [InlineData("pt_BR", "pt-br")]
    [InlineData("zh-hans", "en")]
    [InlineData("../../etc", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    public void A_users_language_is_matched_to_one_of_the_bots(string? code, string expected)
    {
        foreach (var language in new[] { "en", "ru", "pt-br" })
        {
            Write(language, "{}");
        }

        Open().Match(code).ShouldBe(expected);
    }

    [Fact]
    public void A_number_chooses_the_plural_form()
    {
        Write("ru", """{ "items": { "one": "{count} вещь", "few": "{count} вещи", "many": "{count} вещей", "other": "{count} вещи" } }""");
        var texts = Open();

        new object[] { 1, 3L, 5, 11, 21, 1.5 }.Select(count => texts.Localize("ru", "items", ("count", count)))
            .ShouldBe(["1 вещь", "3 вещи", "5 вещей", "11 вещей", "21 вещь", "1.5 вещи"]);
    }

    [Fact]
    public void A_form_that_the_translator_left_out_is_the_general_one()
    {
        Write("ru", """{ "items": { "one": "{count} вещь", "other": "вещей: {count}" } }""");
        Open().Localize("ru", "items", ("count", 3)).ShouldBe("вещей: 3");
    }

    [Fact]
    public void Places_are_filled_and_one_without_a_value_can_be_seen()
    {
        Write("en", """{ "a": "{{{name}}} owes {sum}{currency}" }""");
        Open().Localize("en", "a", ("sum", 2.5m), ("name", "Ada {sum}")).ShouldBe("{Ada {sum}} owes 2.5{currency}");
    }

    [Theory]
    [InlineData("[]", "The file is no object")]
    [InlineData("{ \"a\": 1 }", "\"a\": a text is a string")]
    [InlineData("{ \"a\": \"x\", \"a\": \"y\" }", "a")]
    [InlineData("{ \"a\": \"{name\" }", "\"a\": '{' at 1")]
    [InlineData("{ \"a\": \"}\" }", "\"a\": '}' at 1")]
    [InlineData("{ \"a\": \"{first name}\" }", "\"a\": '{' at 1")]
    [InlineData("{ \"a\": { \"one\": \"x\" } }", "the form \"other\" is missing")]
    [InlineData("{ \"a\": { \"single\": \"x\", \"other\": \"y\" } }", "\"single\" is no plural form")]
    [InlineData("{ \"a\": { \"other\": 1 } }", "a plural form is a string")]
    [InlineData("{ \"a\": \"x\"", "LineNumber: 0")]
    public void A_malformed_file_is_refused_with_its_name_and_the_reason(string content, string reason)
    {
        Write("de", content);
        var refusal = Should.Throw<BotConfigurationException>(() => Open());

        refusal.Code.ShouldBe("texts-malformed");
        refusal.Message.ShouldContain("texts.de.json");
        refusal.Message.ShouldContain(reason);
    }

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_no_fault()
    {
        File.WriteAllText(_directory["texts.en.json"], "{ // greeting\n \"a\": \"one\",\n}", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Open().Localize("en", "a").ShouldBe("one");
    }

    [Fact]
    public void No_text_is_too_strange_to_be_read_or_refused()
        => Gen.Select(Gen.String, Gen.String).Sample((text, value) =>
        {
            try
            {
                TextTemplate.Parse(text).Format([("a", value)]);
            }
            catch (FormatException)
            {
                text.IndexOfAny(['{', '}']).ShouldBeGreaterThanOrEqualTo(0, "only braces can be wrong");
            }

            TextTemplate.Parse(text.Replace("{", "{{").Replace("}", "}}")).Format([]).ShouldBe(text);
        });

    private void Write(string language, string content) => File.WriteAllText(_directory[$"texts.{language}.json"], content);

    private Texts Open(Action<LocalizationOptions>? configure = null)
    {
        var options = new LocalizationOptions { IsUsed = true };
        options.AddDirectory(_directory.Path);
        configure?.Invoke(options);
        return new Texts([], Options.Create(options), _log);
    }

    private sealed class Lines : List<string>, ILogger<Texts>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Add(formatter(state, exception));
    }
}
