using TelegramBotStack.Components.Tests;
using TelegramBotStack.Components.Tests.Scaffolding;

namespace TelegramBotStack.Playground.Tests.NewUser;

/// <summary>What the README tells to type first. Not while the new user's time is taken.</summary>
[Collection(nameof(NewUserTests))]
public class DemoTests(LocalFeed feed) : IClassFixture<LocalFeed>
{
    [Fact]
    public async Task Demo_shows_a_bot_updated_and_rolled_back_under_load_with_nothing_lost_and_nothing_doubled()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && (Environment.IsPrivilegedProcess || BuildServer.RunsEverything), "The demo's throwaway server needs Linux and root.");

        var demo = (await Bootstrapper.RunAsync(RepositoryRoot.Path, ["Demo"], feed.Environment)).ShouldEndWith(0);

        demo.Output.ShouldContain("messages: 0 lost, 0 doubled, 0 conflicts");
        demo.Output.ShouldContain("Your own bot: ./build.sh Scaffold");
    }
}
