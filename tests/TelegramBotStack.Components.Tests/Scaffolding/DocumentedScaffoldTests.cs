namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>Commands that the documents show and no other test runs, where they need no host.</summary>
public sealed class DocumentedScaffoldTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_the_documents_show_for_beginning_a_bot_works_as_it_is_written_there()
    {
        (await RunAsync("Templates")).ShouldContain("quit-smoking");
        (await RunAsync("Scaffold", "--bot-name", "First")).ShouldContain("First is written, from the template echo");
        (await RunAsync("Scaffold", "--bot-name", "Second", "--bot-template", "counter")).ShouldContain("Second is written, from the template counter");
        (await RunAsync("Scaffold", "--bot-name", "Third", "--bot-template", "poll", "--bot-storage", "sqlite")).ShouldContain("Third is written");
        File.ReadAllText(directory["Third/src/Third/Program.cs"]).ShouldContain("UseSqliteStorage");
    }

    private async Task<string> RunAsync(params string[] arguments) =>
        (await Bootstrapper.RunAsync(RepositoryRoot.Path, arguments, directory: directory.Path)).ShouldEndWith(0).Output;
}
