using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>Each template with each storage that it offers builds and passes its tests.</summary>
public sealed class TemplateMatrixTests(LocalFeed feed) : IClassFixture<LocalFeed>, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Every_template_builds_with_every_storage_it_offers_and_passes_its_tests()
    {
        var bots = new BotSolution(feed, directory);
        foreach (var template in BotTemplate.All)
        {
            foreach (var storage in template.About.Storages)
            {
                bots.Add(template.Name, storage);
            }
        }

        await bots.BuildAsync();
        var passed = await bots.TestAsync();

        passed.Count.ShouldBe(BotTemplate.All.Sum(template => template.About.Storages.Count));
        passed.ShouldAllBe(bot => bot.Value >= 2);
    }
}
