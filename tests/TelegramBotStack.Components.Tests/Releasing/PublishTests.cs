using System.Text.Json;
using TelegramBotStack.Components.Tests.Scaffolding;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary><c>Publish</c> as it is typed.</summary>
public sealed class PublishTests(LocalFeed packages) : IClassFixture<LocalFeed>, IDisposable
{
    private const string Key = "oy2-a-key-that-nobody-sees";

    private readonly TemporaryDirectory feed = new();

    public void Dispose() => feed.Dispose();

    [Fact]
    public async Task The_packages_of_these_sources_are_pushed_to_a_directory_once_and_a_key_is_never_shown()
    {
        var looked = await Publish("--dry-run", "--json");
        using var would = JsonDocument.Parse(looked.Output);
        would.RootElement.GetProperty("packages").GetArrayLength().ShouldBe(Directory.GetFiles(packages.Path, "*.nupkg").Length);
        would.RootElement.GetProperty("packages").EnumerateArray().ShouldAllBe(package => package.GetProperty("state").GetString() == "new");
        Directory.EnumerateFileSystemEntries(feed.Path).ShouldBeEmpty();

        (await Publish()).Output.ShouldContain("Pushed 9 packages");
        Directory.GetFiles(feed.Path, "*.nupkg", SearchOption.AllDirectories).Length.ShouldBe(9);
        (await Publish()).Output.ShouldContain("nothing was pushed");
    }

    [Fact]
    public async Task Without_a_source_it_says_which_there_could_be() =>
        (await Bootstrapper.RunAsync(RepositoryRoot.Path, ["Publish"])).ShouldEndWith(2).Output.ShouldContain("TBS6801");

    private async Task<Command> Publish(params string[] arguments)
    {
        var run = await Bootstrapper.RunAsync(
            RepositoryRoot.Path,
            ["Publish", "--publish-source", feed.Path, "--publish-unreleased", .. arguments],
            new Dictionary<string, string?> { ["NUGET_API_KEY"] = Key });
        (run.Output + run.Error).ShouldNotContain(Key);
        return run.ShouldEndWith(0);
    }
}
