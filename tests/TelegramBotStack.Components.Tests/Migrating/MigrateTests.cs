using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Components.Tests.Scaffolding;

namespace TelegramBotStack.Components.Tests.Migrating;

public sealed class MigrateTests(LocalFeed feed) : IClassFixture<LocalFeed>, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Repository => directory["Counter"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_bots_data_are_moved_to_another_storage_once_after_a_look_at_how_much_there_is()
    {
        Scaffolder.Write(new ScaffoldRequest { Name = "Counter", Template = "counter", Storage = BotStorage.Sqlite, Output = Repository, Feed = feed.Path });
        var storage = Directory.CreateDirectory(Path.Combine(Repository, "data", "storage"));
        await File.WriteAllTextAsync(
            Path.Combine(storage.FullName, "count%2F1.json"), """{ "key": "count/1", "version": 1, "value": 7 }""", TestContext.Current.CancellationToken);

        (await RunAsync("Migrate", "--storage-from", "json", "--storage-to", "sqlite", "--dry-run")).ShouldContain("Would copy 1 values from json to sqlite");
        (await RunAsync("Migrate", "--storage-from", "json", "--storage-to", "sqlite")).ShouldContain("Copied 1 values from json to sqlite");
        (await RunAsync("Migrate", "--storage-from", "json", "--storage-to", "sqlite")).ShouldContain("There is nothing to do");
    }

    private async Task<string> RunAsync(params string[] arguments) =>
        (await Bootstrapper.RunAsync(Repository, arguments, feed.Environment)).ShouldEndWith(0).Output;
}
