using TelegramBotStack.Inbox;

namespace TelegramBotStack.Tests.Inbox;

public sealed class MemoryInboxStoreTests
{
    [Fact]
    public async Task Segments_are_written_while_others_are_deleted_and_read_in_the_order_of_their_names()
    {
        using var store = new MemoryInboxStore();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(lane => Task.Run(async () =>
        {
            for (var number = 0; number < 20_000; number++)
            {
                await store.WriteSegmentAsync($"{number:D6}-{lane}.json", [], TestContext.Current.CancellationToken);
                if (number > 1)
                {
                    store.DeleteSegment($"{number - 2:D6}-{lane}.json");
                }
            }
        })));

        store.ReadSegments().Select(segment => segment.Name).ShouldBe(
            Enumerable.Range(19_998, 2).SelectMany(number => Enumerable.Range(0, 4).Select(lane => $"{number:D6}-{lane}.json")));
    }
}
