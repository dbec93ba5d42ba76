using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot;
using Telegram.Bot.Types;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Schedules;

public sealed class ScheduleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reminder_set_before_a_restart_is_sent_after_it_once()
    {
        await using var test = await ScheduleTest.StartAsync(Remind());
        var now = test.Time.GetUtcNow();
        await test.Schedules.AddAsync("remind", now + (5 * Minute), "tea", test.Ada.Id, cancellationToken: Cancellation);

        await test.StopBot();
        await test.StartBot();
        test.Time.Advance(5 * Minute);

        (await test.NextReply()).ShouldBe("tea");
        await test.HasEntries(0);
        await test.Schedules.AddAsync("remind", now + (6 * Minute), "coffee", test.Ada.Id, cancellationToken: Cancellation);
        await test.StopBot();
        await test.StartBot();
        test.Time.Advance(Minute);
        (await test.NextReply()).ShouldBe("coffee");
    }

    [Theory]
    [InlineData(MissedSchedule.RunLate, "tea")]
    [InlineData(MissedSchedule.Skip, "coffee")]
    public async Task What_came_due_while_the_bot_was_down_is_made_up_for_or_left_out_as_its_handler_says(MissedSchedule missed, string first)
    {
        await using var test = await ScheduleTest.StartAsync(Remind(options => options.Missed = missed));
        var now = test.Time.GetUtcNow();
        await test.Schedules.AddAsync("remind", now + Minute, "tea", test.Ada.Id, cancellationToken: Cancellation);
        await test.Schedules.AddAsync("remind", now + (60 * Minute), "coffee", test.Ada.Id, cancellationToken: Cancellation);

        await test.StopBot();
        test.Time.Advance(30 * Minute);
        await test.StartBot();
        if (missed == MissedSchedule.RunLate)
        {
            (await test.NextReply()).ShouldBe("tea");
        }

        await test.HasEntries(1);
        test.Time.Advance(30 * Minute);
        (await test.NextReply()).ShouldBe("coffee", $"{first} came first");
    }

    [Fact]
    public async Task What_recurs_and_was_missed_many_times_runs_once_and_then_as_before()
    {
        var runs = new ConcurrentQueue<DateTimeOffset>();
        await using var test = await ScheduleTest.StartAsync(bot => bot.Recurring("daily", Recurrence.Cron("0 9 * * *", "UTC"), context =>
        {
            runs.Enqueue(context.DueAt);
            return Task.CompletedTask;
        }));
        await test.HasEntries(1);

        await test.StopBot();
        test.Time.Advance(TimeSpan.FromDays(10));
        await test.StartBot();
        await Eventually.IsTrueAsync(() => runs.Count == 1, "made up for once", Cancellation);
        await test.PassesRunByRunUntil(() => runs.Count == 3, TimeSpan.FromMinutes(30));

        runs.Select(run => run.ToString("MM-dd HH:mm")).ShouldBe(["03-02 09:00", "03-12 09:00", "03-13 09:00"]);
    }

    [Fact]
    public async Task What_recurs_and_was_left_out_because_it_was_missed_comes_the_next_time()
    {
        var runs = new ConcurrentQueue<DateTimeOffset>();
        await using var test = await ScheduleTest.StartAsync(bot => bot.Recurring(
            "daily",
            Recurrence.Cron("0 9 * * *", "UTC"),
            context =>
            {
                runs.Enqueue(context.DueAt);
                return Task.CompletedTask;
            },
            options => options.Missed = MissedSchedule.Skip));
        await test.HasEntries(1);

        await test.StopBot();
        test.Time.Advance(TimeSpan.FromDays(10));
        await test.StartBot();
        await test.PassesRunByRunUntil(() => runs.Count == 1, TimeSpan.FromMinutes(30));

        runs.Select(run => run.ToString("MM-dd HH:mm")).ShouldBe(["03-12 09:00"]);
    }

    [Theory]
    [InlineData("2026-03-28T00:00:00Z", new[] { "03-28 01:30", "03-29 01:00", "03-30 00:30" })]
    [InlineData("2026-10-24T00:00:00Z", new[] { "10-24 00:30", "10-25 00:30", "10-26 01:30" })]
    public async Task Half_past_two_comes_once_in_the_nights_in_which_the_clocks_change(string now, string[] due)
    {
        var runs = new ConcurrentQueue<DateTimeOffset>();
        await using var test = await ScheduleTest.StartAsync(
            bot => bot.Recurring("nightly", Recurrence.Cron("30 2 * * *"), context =>
            {
                runs.Enqueue(context.DueAt);
                return Task.CompletedTask;
            }),
            now);
        await test.HasEntries(1);

        await test.PassesRunByRunUntil(() => runs.Count == 3, TimeSpan.FromMinutes(10));

        runs.Select(run => run.ToString("MM-dd HH:mm")).ShouldBe(due);
    }

    [Fact]
    public async Task What_is_scheduled_is_listed_with_what_it_was_given()
    {
        await using var test = await ScheduleTest.StartAsync(bot =>
        {
            bot.Schedule<string>("remind", _ => Task.CompletedTask);
            bot.Schedule<int>("count", _ => Task.CompletedTask);
        });
        var now = test.Time.GetUtcNow();
        await test.Schedules.AddAsync("remind", now + (2 * Minute), "later", test.Ada.Id, cancellationToken: Cancellation);
        await test.Schedules.AddAsync("remind", now + Minute, "soon", test.Ada.Id, cancellationToken: Cancellation);
        await test.Schedules.AddAsync("remind", now + Minute, "of another", chatId: 1, cancellationToken: Cancellation);
        await test.Schedules.AddAsync("count", now + Minute, 7, test.Ada.Id, cancellationToken: Cancellation);

        (await test.Schedules.ListAsync<string>("remind", test.Ada.Id, Cancellation)).Select(entry => (entry.Payload, entry.DueAt))
            .ShouldBe([("soon", now + Minute), ("later", now + (2 * Minute))]);
    }

    [Fact]
    public void A_local_time_that_does_not_exist_is_put_forward_and_of_one_that_comes_twice_it_is_the_first()
    {
        var berlin = TimeZones.Find("Europe/Berlin");

        TimeZones.ToInstant(new DateTime(2026, 3, 29, 2, 30, 0), berlin).ShouldBe(DateTimeOffset.Parse("2026-03-29T03:30:00+02:00"));
        TimeZones.ToInstant(new DateTime(2026, 10, 25, 2, 30, 0), berlin).ShouldBe(DateTimeOffset.Parse("2026-10-25T02:30:00+02:00"));
        TimeZones.ToInstant(new DateTime(2026, 7, 1, 9, 0, 0), berlin).ShouldBe(DateTimeOffset.Parse("2026-07-01T09:00:00+02:00"));
    }

    [Fact]
    public async Task A_time_without_a_zone_is_read_in_that_of_the_user_else_of_the_bot()
    {
        await using var test = await ScheduleTest.StartAsync(Remind());
        await test.Schedules.SetTimeZoneAsync(test.Ada.Id, "Asia/Tokyo", Cancellation);
        var nine = Recurrence.Cron("0 9 * * *");

        (await test.Schedules.AddAsync("remind", nine, "x", userId: test.Ada.Id, cancellationToken: Cancellation)).DueAt
            .ShouldBe(DateTimeOffset.Parse("2026-03-02T09:00:00+09:00"));
        (await test.Schedules.AddAsync("remind", nine, "x", userId: 1, cancellationToken: Cancellation)).DueAt
            .ShouldBe(DateTimeOffset.Parse("2026-03-02T09:00:00+01:00"));
        var local = await Context(test, 7).ScheduleLocalAsync("remind", new DateTime(2026, 3, 5, 8, 0, 0), "x");
        local.DueAt.ShouldBe(DateTimeOffset.Parse("2026-03-05T08:00:00+09:00"));

        Should.Throw<ArgumentException>(() => Recurrence.Cron("0 9 * * *", "Mars/Base")).Message.ShouldContain("tzdata");
        Should.Throw<ArgumentException>(() => Recurrence.Cron("at nine")).Message.ShouldContain("cron");
    }

    [Fact]
    public async Task No_number_is_used_twice_not_even_after_a_restart()
    {
        await using var test = await ScheduleTest.StartAsync(Remind());
        var later = test.Time.GetUtcNow().AddDays(1);
        var first = await test.Schedules.AddAsync("remind", later, "a", test.Ada.Id, cancellationToken: Cancellation);
        (await test.Schedules.CancelAsync(first.Id, cancellationToken: Cancellation)).ShouldBeTrue();
        await test.StopBot();
        await test.StartBot();

        var second = await test.Schedules.AddAsync("remind", later, "b", test.Ada.Id, cancellationToken: Cancellation);

        second.Id.ShouldBeGreaterThan(first.Id);
        (await test.Schedules.CancelAsync(first.Id, cancellationToken: Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_chat_sees_and_cancels_only_what_is_its_own()
    {
        await using var test = await ScheduleTest.StartAsync(Remind());
        var now = test.Time.GetUtcNow();
        var late = await test.Schedules.AddAsync("remind", now.AddHours(2), "late", 1, cancellationToken: Cancellation);
        var soon = await test.Schedules.AddAsync("remind", now.AddHours(1), "soon", 1, cancellationToken: Cancellation);
        var others = await test.Schedules.AddAsync("remind", now.AddHours(1), "other", 2, cancellationToken: Cancellation);

        (await test.Schedules.ListAsync(1, Cancellation)).Select(entry => entry.Id).ShouldBe([soon.Id, late.Id]);
        (await test.Schedules.CancelAsync(others.Id, chatId: 1, Cancellation)).ShouldBeFalse();
        (await test.Schedules.CancelAsync(soon.Id, chatId: 1, Cancellation)).ShouldBeTrue();
        (await test.Schedules.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Id).ShouldBe([others.Id, late.Id]);
    }

    [Fact]
    public async Task An_update_that_is_delivered_twice_schedules_once()
    {
        await using var test = await ScheduleTest.StartAsync(Remind());

        var first = await Context(test, 5).ScheduleAsync("remind", TimeSpan.FromHours(1), "tea");
        var again = await Context(test, 5).ScheduleAsync("remind", TimeSpan.FromHours(1), "tea");
        var other = await Context(test, 6).ScheduleAsync("remind", TimeSpan.FromHours(1), "tea");

        again.Id.ShouldBe(first.Id);
        (await test.Schedules.ListAsync(test.Ada.Id, Cancellation)).Select(entry => entry.Id).ShouldBe([first.Id, other.Id]);
    }

    [Fact]
    public async Task A_handler_that_fails_runs_again_later_and_what_it_had_sent_is_not_sent_again()
    {
        var runs = new ConcurrentQueue<bool>();
        await using var test = await ScheduleTest.StartAsync(bot => bot.Schedule<string>("twice", async context =>
        {
            runs.Enqueue(context.IsRedelivery);
            await context.SendAsync("one");
            if (runs.Count == 1)
            {
                throw new InvalidOperationException("as told");
            }

            await context.SendAsync("two");
        }));
        await test.Schedules.AddAsync("twice", test.Time.GetUtcNow(), "", test.Ada.Id, cancellationToken: Cancellation);
        (await test.NextReply()).ShouldBe("one");

        await test.PassesUntil(() => runs.Count == 2, TimeSpan.FromSeconds(5));

        (await test.NextReply()).ShouldBe("two");
        runs.ShouldBe([false, true]);
        test.Telegram.Statistics.MessagesSent.ShouldBe(2);
    }

    [Theory]
    [InlineData(false, new[] { "two" })]
    [InlineData(true, new[] { "one", "two" })]
    public async Task A_message_of_which_nobody_knows_whether_it_arrived_is_sent_again_only_where_that_is_said(bool repeat, string[] then)
    {
        await using var test = await ScheduleTest.StartAsync(bot => bot.Schedule<string>(
            "pair",
            async context =>
            {
                await context.SendAsync("one");
                await context.SendAsync("two");
            },
            options => options.RepeatUnanswered = repeat));
        test.Telegram.Faults.Plan(Fault.DropAnswer(), calls: 1, method: "sendMessage");

        await test.Schedules.AddAsync("pair", test.Time.GetUtcNow(), "", test.Ada.Id, cancellationToken: Cancellation);
        (await test.NextReply()).ShouldBe("one", "it had arrived");
        await test.PassesUntil(() => test.Telegram.Statistics.MessagesSent == then.Length + 1, TimeSpan.FromSeconds(5));

        foreach (var text in then)
        {
            (await test.NextReply()).ShouldBe(text);
        }
    }

    [Fact]
    public async Task What_no_handler_knows_is_kept_for_a_release_that_does()
    {
        await using var test = await ScheduleTest.StartAsync(Remind());
        var storage = test.Bot.Services.GetRequiredService<IStorage>();
        await test.Schedules.AddAsync("remind", test.Time.GetUtcNow().AddMinutes(1), "tea", test.Ada.Id, cancellationToken: Cancellation);
        await test.StopBot();
        var key = (await storage.ListAsync("botstack/schedule/", Cancellation)).Single();
        await storage.UpdateAsync<Dictionary<string, object>>(
            key, item => new(item!) { ["name"] = "of-the-next-release" }, Cancellation);

        await test.StartBot();
        await test.Schedules.AddAsync("remind", test.Time.GetUtcNow().AddMinutes(2), "coffee", test.Ada.Id, cancellationToken: Cancellation);
        test.Time.Advance(3 * Minute);

        (await test.NextReply()).ShouldBe("coffee");
        (await storage.ExistsAsync(key, Cancellation)).ShouldBeTrue();
    }

    private static Action<BotApplication> Remind(Action<ScheduleOptions>? configure = null)
        => bot => bot.Schedule<string>("remind", context => context.SendAsync(context.Payload), configure);

    private static UpdateContext Context(ScheduleTest test, int updateId) => new(
        new Update
        {
            Id = updateId,
            Message = new Message { Chat = new Chat { Id = test.Ada.Id }, From = new User { Id = test.Ada.Id, FirstName = "Ada" }, Text = "x" },
        },
        isRedelivery: false,
        test.Bot.Services.GetRequiredService<ITelegramBotClient>(),
        new User { Id = 1, FirstName = "Bot" },
        test.Bot.Services.GetRequiredService<IStorage>(),
        test.Bot.Services,
        Cancellation);
}
