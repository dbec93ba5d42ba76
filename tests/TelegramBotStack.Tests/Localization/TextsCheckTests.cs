namespace TelegramBotStack.Tests.Localization;

public sealed class TextsCheckTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Texts_that_are_complete_and_used_have_no_fault()
    {
        Write("texts.en.json", """{ "a": "A {name}", "menu.one": "1", "menu.two": "2", "n": { "one": "a thing", "other": "{count} things" }, "users.welcome": "Hi", "in": "In" }""");
        Write("texts.pt.json", """{ "in": "Em", "a": "{name} A", "menu.one": "1", "menu.two": "2", "n": { "one": "{count} coisa", "other": "{count} coisas" }, "users.welcome": "Oi", "language.name": "Português" }""");
        Write("texts.pt-br.json", """{ "a": "A! {name}" }""");
        Write("texts.en.json", File.ReadAllText(_directory["texts.en.json"]).Replace("{ \"a\"", "{ \"language.name\": \"English\", \"a\""));
        Write("Bot.cs", """context.Localize("a", ("name", x)); texts.Localize(user.Language, "n"); context.Localize($"menu.{choice}"); context.Localize("admins.only"); $"{context.Localize("in")}\n";""");

        TextsCheck.Run(_directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Each_fault_is_found_with_its_file_and_key()
    {
        Write("texts.en.json", """{ "a": "A {name}", "b": "B", "old": "O", "n": { "one": "1", "other": "{count}" } }""");
        Write("texts.ru.json", """{ "a": "А {nmae}", "old": "О", "n": { "one": "1", "two": "2", "many": "5", "other": "{count}" } }""");
        Write("texts.de.json", """{ "a": """);
        Write("Bot.cs", """context.Localize("a"); var key = "b"; context.Localize("n"); options.DescribeLocalized("commands.none");""");
        Directory.CreateDirectory(_directory["obj"]);
        Write("obj/Generated.cs", """context.Localize("generated");""");

        TextsCheck.Run(_directory.Path).Select(finding => $"{finding.File} {finding.Key} {finding.Fault}").ShouldBe(
        [
            "Bot.cs commands.none Unknown",
            "texts.de.json  Malformed",
            "texts.en.json old Unused",
            "texts.ru.json a Places",
            "texts.ru.json b Missing",
            "texts.ru.json n Forms",
            "texts.ru.json old Unused",
        ]);
        var forms = TextsCheck.Run(_directory.Path).Single(finding => finding.Fault == TextsFault.Forms);
        forms.ToString().ShouldBe("texts.ru.json: \"n\": the form \"few\" is missing in 'ru', 'ru' has no form \"two\".");
        TextsCheck.Run(_directory.Path).Single(finding => finding.Fault == TextsFault.Places).Message.ShouldContain("{nmae} too many, {name} too few");
    }

    [Fact]
    public void What_the_framework_says_by_itself_has_to_be_translated_into_languages_it_does_not_speak_only()
    {
        Write("texts.en.json", """{ "a": "A" }""");
        Write("texts.ru.json", """{ "a": "А" }""");
        Write("texts.es.json", """{ "a": "A", "menus.back": "Atrás" }""");
        Write("texts.de.json", """{ "a": "A" }""");
        Write("Bot.cs", """context.Localize("a");""");

        TextsCheck.Run(_directory.Path).Select(finding => $"{finding.File} {finding.Key} {finding.Fault}").ShouldBe(["texts.de.json menus.back Missing"]);
    }

    [Fact]
    public void The_frameworks_own_texts_are_complete()
    {
        var framework = typeof(BotApplication).Assembly;
        foreach (var name in framework.GetManifestResourceNames().Where(name => name.Contains(".texts.", StringComparison.Ordinal)))
        {
            using var text = framework.GetManifestResourceStream(name)!;
            using var file = File.Create(_directory[name[name.IndexOf("texts.", StringComparison.Ordinal)..]]);
            text.CopyTo(file);
        }

        Directory.GetFiles(_directory.Path).Length.ShouldBe(2);
        TextsCheck.Run(_directory.Path).ShouldBeEmpty();
    }

    private void Write(string name, string content) => File.WriteAllText(_directory[name], content);
}
