using System.Text.Json;

namespace TelegramBotStack.Simulator.Tests.Updates;

public sealed class OffsetTests : SimulatorTest
{
    private static readonly string[] CallbackOnly = ["callback_query"];

    [Fact]
    public async Task An_update_is_answered_again_until_a_later_offset_confirms_it()
    {
        await Telegram.CreateUser("Ada").Send("hello");
        var id = (await Client.Updates()).ShouldHaveSingleItem();
        PassRepetition();

        (await Client.Updates()).ShouldBe([id]);
        (await Client.Updates(offset: id)).ShouldBe([id]);
        (await Client.Updates(offset: id + 1)).ShouldBeEmpty();

        Telegram.Statistics.UpdatesConfirmed.ShouldBe(1);
        Telegram.Statistics.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task Ids_are_consecutive_and_start_in_the_servers_range()
    {
        var ada = Telegram.CreateUser("Ada");
        await ada.Send("one");
        await ada.Send("two");

        var ids = await Client.Updates();

        ids.Length.ShouldBe(2);
        ids[0].ShouldBeInRange(2_000_001, 1_000_000_000);
        ids[1].ShouldBe(ids[0] + 1);
    }

    [Fact]
    public async Task A_confirmation_counts_on_arrival_even_if_the_answer_is_lost()
    {
        var ada = Telegram.CreateUser("Ada");
        await ada.Send("one");
        await ada.Send("two");
        var ids = await Client.Updates();
        Telegram.Faults.Plan(Fault.DropAnswer());

        await Should.ThrowAsync<HttpRequestException>(() => Client.Updates(offset: ids[1]));

        Telegram.Statistics.UpdatesConfirmed.ShouldBe(1);
        PassRepetition();
        (await Client.Updates()).ShouldBe([ids[1]]);
    }

    [Fact]
    public async Task A_negative_offset_keeps_the_newest_and_confirms_the_rest()
    {
        var ada = Telegram.CreateUser("Ada");
        for (var number = 1; number <= 5; number++)
        {
            await ada.Send($"message {number}");
        }

        var ids = await Client.Updates(offset: -2);

        ids.Length.ShouldBe(2);
        Telegram.Statistics.UpdatesConfirmed.ShouldBe(3);
        PassRepetition();
        (await Client.Updates()).ShouldBe(ids);
    }

    [Fact]
    public async Task An_offset_far_in_the_future_is_ignored()
    {
        await Telegram.CreateUser("Ada").Send("hello");
        var id = (await Client.Updates()).ShouldHaveSingleItem();

        (await Client.Updates(offset: id + 12)).ShouldBe([id]);
        Telegram.Statistics.UpdatesConfirmed.ShouldBe(0);

        (await Client.Updates(offset: id + 11)).ShouldBeEmpty();
        Telegram.Statistics.UpdatesConfirmed.ShouldBe(1);
    }

    [Fact]
    public async Task An_offset_far_in_the_past_starts_at_the_head()
    {
        await Telegram.CreateUser("Ada").Send("hello");

        (await Client.Updates(offset: 1)).Length.ShouldBe(1);
        Telegram.Statistics.UpdatesConfirmed.ShouldBe(0);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(1_000, 100)]
    public async Task The_limit_is_kept_between_1_and_100(int limit, int expected)
    {
        var ada = Telegram.CreateUser("Ada");
        for (var number = 1; number <= 101; number++)
        {
            await ada.Send($"message {number}");
        }

        (await Client.Updates(limit: limit)).Length.ShouldBe(expected);
    }

    [Fact]
    public async Task The_same_offset_within_half_a_second_gets_one_update()
    {
        var ada = Telegram.CreateUser("Ada");
        await ada.Send("one");
        await ada.Send("two");

        (await Client.Updates()).Length.ShouldBe(2);
        (await Client.Updates()).Length.ShouldBe(1);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        (await Client.Updates()).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_is_kept_for_a_day_and_a_button_press_for_150_seconds()
    {
        var ada = Telegram.CreateUser("Ada");
        await ada.Send("hello");
        await Client.Call("sendMessage", new
        {
            chat_id = ada.Id,
            text = "choose",
            reply_markup = JsonSerializer.Deserialize<JsonElement>("""{"inline_keyboard":[[{"text":"Yes","callback_data":"y"}]]}"""),
        });
        await ada.Press(await ada.NextReply(cancellationToken: Cancelled), "Yes");
        (await Client.Updates()).Length.ShouldBe(2);

        Time.Advance(TimeSpan.FromSeconds(151));
        (await Client.Updates()).Length.ShouldBe(1);
        Telegram.Statistics.UpdatesExpired.ShouldBe(1);

        Time.Advance(TimeSpan.FromHours(24));
        (await Client.Updates()).ShouldBeEmpty();
        Telegram.Statistics.UpdatesExpired.ShouldBe(2);
    }

    [Fact]
    public async Task Allowed_updates_are_remembered_until_others_are_named()
    {
        var ada = Telegram.CreateUser("Ada");
        await Client.Call("getUpdates", new { allowed_updates = CallbackOnly });
        await ada.Send("not wanted");
        PassRepetition();
        (await Client.Updates()).ShouldBeEmpty();

        (await Client.Call("getWebhookInfo")).Result.GetProperty("allowed_updates").ToString()
            .ShouldBe("""["callback_query"]""");

        PassRepetition();
        await Client.Call("getUpdates", new { allowed_updates = Array.Empty<string>() });
        await ada.Send("wanted");
        PassRepetition();
        (await Client.Updates()).Length.ShouldBe(1);
    }
}
