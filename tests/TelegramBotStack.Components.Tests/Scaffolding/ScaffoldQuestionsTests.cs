using Spectre.Console.Testing;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Tests.Scaffolding;

public class ScaffoldQuestionsTests
{
    private readonly TestConsole console = new TestConsole().Interactive();

    [Fact]
    public async Task A_person_is_asked_for_what_was_not_said()
    {
        console.Input.PushTextWithEnter("my-bot");
        console.Input.PushTextWithEnter("TeaBot");
        console.Input.PushKey(ConsoleKey.DownArrow);
        console.Input.PushKey(ConsoleKey.Enter);
        console.Input.PushKey(ConsoleKey.DownArrow);
        console.Input.PushKey(ConsoleKey.Enter);

        var request = await ScaffoldQuestions.AskAsync(
            new ScaffoldRequest { Name = null, Template = "counter", Ci = BotCi.GitLab }, console, TestContext.Current.CancellationToken);

        console.Output.ShouldContain("cannot be the name of a bot");
        (request.Name, request.Template, request.Storage, request.Ci, request.Ide).ShouldBe(
            ("TeaBot", "counter", BotTemplate.Find("counter").About.Storages[1], BotCi.GitLab, BotIde.VSCode));
    }

    [Fact]
    public async Task Each_template_is_offered_with_what_it_does()
    {
        console.Input.PushTextWithEnter("TeaBot");
        foreach (var _ in Enumerable.Range(0, 4))
        {
            console.Input.PushKey(ConsoleKey.Enter);
        }

        var request = await ScaffoldQuestions.AskAsync(new ScaffoldRequest { Name = null }, console, TestContext.Current.CancellationToken);

        request.Template.ShouldBe(BotTemplate.All[0].Name);
        BotTemplate.All.ShouldAllBe(template => console.Output.Contains($"{template.Name}: {template.About.Text.Substring(0, 20)}", StringComparison.Ordinal));
    }
}
