using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>
/// Each template with each storage that it offers builds, and passes its tests with the default one. With BOTSTACK_SOAK=1 it
/// passes them with each.
/// </summary>
[Collection(nameof(UsesLocalFeed))]
public sealed class TemplateMatrixTests(LocalFeed feed) : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Every_template_builds_with_every_storage_it_offers_and_passes_its_tests()
    {
        var everything = Environment.GetEnvironmentVariable("BOTSTACK_SOAK") == "1";
        var bots = new BotSolution(feed, directory);
        foreach (var template in BotTemplate.All)
        {
            foreach (var storage in template.About.Storages)
            {
                if (everything || storage == template.About.Storages[0])
                {
                    bots.AddTested(template.Name, storage);
                }
                else
                {
                    bots.AddBuilt(template.Name, storage);
                }
            }
        }

        await bots.BuildAsync();
        var passed = await bots.TestAsync();

        passed.Count.ShouldBe(everything ? BotTemplate.All.Sum(template => template.About.Storages.Count) : BotTemplate.All.Count);
        passed.ShouldAllBe(bot => bot.Value >= 2);
    }
}
