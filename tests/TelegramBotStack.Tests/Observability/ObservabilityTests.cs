using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Observability;

public sealed class ObservabilityTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_count_updates_by_handler_and_calls_by_method_and_result_and_name_nobody()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        telegram.Faults.Plan(Fault.TooManyRequests(1), calls: 1, method: "sendMessage");
        await using var bot = Build(telegram);
        var measured = new ConcurrentBag<(string Instrument, string Tags)>();
        using var listener = Listen(bot.Services.GetRequiredService<IMeterFactory>(), measured);
        await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("/start secret words");
        await ada.NextReply(Patience, Cancellation);
        await ada.Send("/fail");
        await ada.Send("text");
        await ada.NextReply(Patience, Cancellation);
        await Eventually.IsTrueAsync(() => measured.Count(one => one.Instrument == "botstack.update.duration") == 3, "all are measured", Cancellation);
        listener.RecordObservableInstruments();

        measured.ShouldContain(("botstack.update.duration", "handler=/start outcome=handled"));
        measured.ShouldContain(("botstack.update.duration", "handler=/fail outcome=failed"));
        measured.ShouldContain(("botstack.update.duration", "handler=text outcome=handled"));
        measured.ShouldContain(("botstack.updates.received", "redelivered=False"));
        measured.ShouldContain(("botstack.call.duration", "method=sendMessage result=429"));
        measured.ShouldContain(("botstack.call.duration", "method=sendMessage result=200"));
        measured.ShouldContain(one => one.Instrument == "botstack.updates.pending");
        var everything = string.Join('\n', measured);
        everything.ShouldNotContain(telegram.Token[(telegram.Token.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        everything.ShouldNotContain($"{ada.Id}");
        everything.ShouldNotContain("secret words");
    }

    [Fact]
    public async Task A_trace_goes_from_the_update_through_its_handler_to_its_calls_without_the_token()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ended = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TelegramBotStack",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var bot = Build(telegram);
        await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("/start");
        await ada.NextReply(Patience, Cancellation);
        await Eventually.IsTrueAsync(() => ended.Any(IsAdas), "the update's span has ended", Cancellation);

        var update = ended.First(IsAdas);
        update.DisplayName.ShouldBe("update /start");
        update.GetTagItem("botstack.outcome").ShouldBe("handled");
        var call = ended.First(activity => activity.ParentSpanId == update.SpanId && activity.TraceId == update.TraceId);
        call.DisplayName.ShouldBe("sendMessage");
        call.GetTagItem("http.response.status_code").ShouldBe(200);
        string.Join('\n', ended.SelectMany(activity => activity.TagObjects).Select(tag => $"{tag.Key}={tag.Value}"))
            .ShouldNotContain(telegram.Token[(telegram.Token.IndexOf(':', StringComparison.Ordinal) + 1)..]);

        // Other tests' bots are heard as well.
        bool IsAdas(Activity activity) => Equals(activity.GetTagItem("botstack.chat.id"), ada.Id) && activity.DisplayName == "update /start"
            && ended.Any(call => call.ParentSpanId == activity.SpanId && call.TraceId == activity.TraceId);
    }

    private static BotApplication Build(TelegramSimulator telegram)
    {
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Command("start", context => context.ReplyAsync("Hello"));
        bot.Command("fail", _ => throw new InvalidOperationException("as told"));
        bot.Text(context => context.ReplyAsync("text"));
        return bot;
    }

    private static MeterListener Listen(IMeterFactory meters, ConcurrentBag<(string Instrument, string Tags)> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "TelegramBotStack" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        return listener;

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            => measured.Add((instrument.Name, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }
}
