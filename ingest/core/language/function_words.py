"""The commonest small words of languages that share a script: what tells Danish from Norwegian, Serbian from Russian.

About twenty-five a language, chosen for being frequent in news and rare in its neighbours; a word of several languages counts for each,
the less the more they are. Compared in lower case.
"""

WORDS = {
    # Latin script
    "en": "the of and to in is that for with was on as are at be have has from this by not it he an were which their will been would "
    "said who but they its",
    "de": "der die und das den von zu mit sich ist des im dem nicht ein eine auf auch für als werden aus wird bei nach wie sind dass "
    "einen haben hat über",
    "fr": "le la les des du et est une que dans qui pour pas sur au par plus avec ce il sont cette aux ont mais été ses leur nous elle "
    "être après",
    "es": "el la los las de que y en un una por con para se del es no al lo su más como pero sus ha fue este esta sobre entre también "
    "ya desde muy",
    "pt": "o os as que do da em um uma para com não por no na se dos das ao como mais foi são ou pela também está mas pelo nos seu sua "
    "já entre após",
    "it": "il di che la e per un è in della non con del si una le da i dei sono alla nel al più anche gli ha come delle nella lo dal "
    "ma questo stato",
    "nl": "de het een van en in is dat op te voor met zijn die niet aan er om ook als bij door maar heeft naar uit worden wordt nog "
    "deze was over ze",
    "ca": "el la els les de que i a en un una per amb no del al és dels ha es més com ser seva aquest aquesta són però seu també han "
    "fins perquè",
    "gl": "o a os as de que e en un unha por con para non do da é ao no na máis dos das como foi pola polo tamén xa pero este súa ás "
    "seu entre ten",
    "ro": "și în de la a cu pe care din nu este un o că pentru mai au fost sunt sau al ale această prin după lui fi acest să între ar "
    "dar cea",
    "sv": "och i att det som en på är av för med den till inte har de ett om men var från så vi kan man också efter när under sig "
    "skulle blir över hade",
    "da": "og i at det er en til på som for med af den de har ikke der et om var fra kan men blev også han efter skal sig nu være "
    "bliver mere eller hvor hvad",
    "nb": "og i det er på som en av for til med at har de ikke den et om var fra men han vi kan også etter skal seg ble være blir mer "
    "eller nå hva hvor ut sier",
    "nn": "og i det er på som ein av for til med at har dei ikkje den eit om var frå men han vi kan også etter skal seg vart vere blir "
    "meir eller no kva ho",
    "is": "og að í á er sem til um við en var því með fyrir það hann ekki af frá eru hefur þess verið hafa þá ég eftir þar verður sé "
    "hún þetta hafi",
    "fi": "ja on ei että se ovat oli mutta myös kun joka hän ole ovat mukaan tai jos jo vain sekä kuin ollut olisi sen jotka voi siitä "
    "nyt tämä ovat sitä",
    "et": "ja on ei et see oli ka kui mis ning aga oma mida selle seda ta või kes tema välja pole nad siis üle eesti meie veel saab "
    "olid sest kuid",
    "lv": "un ir ar par no kas ka uz tas arī lai kā bet pēc tika gada var bija viņš tiek vai pie šo ne latvijas savu jau līdz tikai to nav",
    "lt": "ir kad į yra iš su tai buvo kaip bet ar už jis taip dėl apie nuo per po savo tik bus jau ne lietuvos metų gali nėra kuri "
    "buvo jų",
    "pl": "w i na się z do nie że jest to o jak po od za przez dla są co ale ma być tym które który przy tego także już oraz jego było "
    "roku został",
    "cs": "a se v na je že s z do o k ve za pro by po ale jako jsou od které který bylo jeho podle byl také i to co už jen při nebo "
    "své aby",
    "sk": "a sa v na je že s z do o k vo za pre by po ale ako sú od ktoré ktorý bolo jeho podľa bol aj to čo už len pri alebo svoje aby",
    "sl": "in je v na se da za so ki pa z bi ne po s tudi kot ni bo iz ob od do že sta ali bil kar lahko ter več pri še kako zaradi",
    "hr": "i je u na se da su za od s a koji o kako to bi što iz će nije ne ali koja po kao bio sve te samo jer bilo koje do više nakon",
    "hu": "a az és hogy nem is egy ez volt meg de csak mint már azt lesz még el ki szerint akkor között ha vagy pedig után lehet kell "
    "majd amely nagyon",
    "sq": "e të në dhe i që për me një nga është u se më ka si do nuk ishte nga këtë por janë mund duke tij kanë pas kjo shumë deri ose",
    "tr": "ve bir bu için ile da de olarak olan çok daha sonra gibi kadar en ise ne ya değil var oldu ancak dedi tarafından göre "
    "olduğunu iki her kendi",
    "az": "və bu bir ilə üçün də ki olan olub edib üzrə onun azərbaycan görə daha isə edən sonra kimi qeyd bildirib qədər çox həm var "
    "olunub etmək olaraq",
    "uz": "va bu bilan uchun ham bir bo‘lgan edi emas uning bo‘lib o‘z ko‘ra qilish haqida yil shu deb bo‘yicha esa har kerak "
    "o‘zbekiston mumkin",
    "vi": "và của các là cho có được trong với những một không người này khi đã từ để tại về đến năm cũng trên theo việc ra vào như sẽ "
    "còn phải bị nhiều",
    "id": "bahwa mengatakan yang dan di dengan untuk ini dari dalam itu tidak pada akan juga ke karena oleh ada kata "
    "telah bisa tersebut saat sudah "
    "anda menjadi hingga lebih pihak",
    "ms": "bahawa ialah yang dan di dengan untuk ini dari dalam itu tidak pada akan juga ke kerana oleh ada kata telah "
    "boleh berkata beliau kepada "
    "iaitu serta bagi tersebut mereka",
    "tl": "ang ng sa na mga at ay ni si para hindi ito nang kanyang siya kay may sila din rin naman pa niya ayon isang mula dahil kung "
    "nito habang",
    "sw": "ya wa na kwa katika la kuwa ni za huo hiyo huyo cha hii yake alisema pia wake kama watu baada bila hayo ili vya hilo lakini "
    "ambao wakati kwamba hivyo",
    "af": "die van en in is dat het nie te vir met op 'n as wat sy aan hy ook om deur was by sal ons maar hulle word kan na uit nog oor",
    "eu": "eta da du ez dira zuen bat ere baina egin izan dute den dela beste hori egiten baino izango gabe bere ditu zen arte hau "
    "dituzte ziren behar",
    "cy": "y yn i a o ar yr ei am wedi bod mae oedd gan sydd ac eu hefyd hyn ond fel nid mewn gyda fod dros pan gael cael rhai",
    "ga": "an na agus ar a go sa le i is do bhí tá ag as chun sin faoi ach nach gur ó mar atá leis nó raibh sé den gach",
    "lb": "den de an d ass vun ze mat fir dat op net déi en eng hunn huet sinn gëtt och wéi bei nach ëm awer goufen no oder dësen",
    "mt": "il li ta u l f minn ma biex kien din hija fuq qal dwar mhux din dan huwa kienet iżda fil għal dawn hemm kull aktar wara",
    "xh": "ukuba le kwaye kunye ngokuba ukuze xa kuba abantu kodwa ngexesha umntu kwi yokuba ngoku apha ayo loo kwaye uthe nto bonke "
    "kakhulu nge lo kule eli",
    "zu": "ukuthi futhi uma kanye kodwa ngoba abantu ngesikhathi umuntu lapho manje uthe khona emva yena konke kakhulu kusukela "
    "okwamanje nokuthi lokhu lo lezi nge",
    "so": "oo ka ku iyo in ayaa u waxa waa la soo ee uu si kale ah ayay inuu isku waxaa aan lagu loo ay kaas mid badan",
    "ha": "da a na ya ta ne da an su ce cewa wannan domin sun kuma amma don yi za shi ba wani daga mai ga ke cikin suka",
    "kl": "aamma tassa taamaattumik kisianni pillugu tamanna tamatuma taanna taakku ilaatigut imaappoq matumani naalakkersuisut "
    "kalaallit inuit nunatsinni",
    # Cyrillic
    "ru": "и в не на что с по как он это из за от о для к его но мы также был было были который которые она до при со их или уже если "
    "только года",
    "uk": "і в не на що з та до як у за від про для його але це також був було які який вона при або вже року після ще буде щоб між їх",
    "be": "і ў не на што з да як у за ад пра для яго але гэта таксама быў было якія які яна пры або ўжо года пасля яшчэ будзе каб іх",
    "bg": "и в на не да се за от е са по с че това като до при ще но които също след беше има който или ли във със тази този между бъде",
    "sr": "и у је на се да су за од са а који о како то би што из ће није не али која по као био све те само јер било које до",
    "mk": "и во на да се за од не е со што го ги ќе како но по беше кои или има кој до при бидат исто ова оваа меѓу ја му ги",
    "kk": "және бұл мен бір үшін деп осы туралы бойынша де болды еді да жылы қазақстан ол болған кейін сондай ақ арқылы олар бар "
    "туралы үлкен",
    "ky": "жана бул менен бир үчүн деп ушул боюнча да болду эле кыргызстан ал болгон кийин ошондой эле аркылуу алар бар туурасында",
    "mn": "нь энэ байна юм гэж болон тэр дээр бол хийх монгол хамт гэсэн бөгөөд улсын байгаа болох тухай онд болсон аж ч мөн",
    "tg": "ва дар ба аз ки ин бо барои аст то буд он як ҳам тоҷикистон мекунад шуд ҳар дигар пас ё намуд дорад соли",
    # Arabic script
    "ar": "في من على إلى أن عن التي مع الذي هذا هذه كان بعد ما لا بين قال كما أو ذلك قد لم خلال وقد كل إن عام حيث وفي ومن كانت",
    "fa": "در به از که این را با است برای آن یک شده خود تا های بر کرد می هم شد نیز اما کرده باید بود وی گفت پس اند ایران دو",
    "ur": "کے کی میں ہے اور سے کا کو نے پر یہ ہیں کہ اس بھی کیا تھا ان جو نہیں گیا کر ایک تو ہو کرنے لیے تھے گی بعد",
    "ps": "د په چې او کې ته له دا یې هم سره نه دی څخه کړې شوي یو هغه شي وو کوي پر افغانستان شوې وي خو کړي دې",
    "ckb": "لە بە و کە بۆ ئەو لەگەڵ ئەم یان هەروەها سەر دەکات بوو نەک ئێستا کوردستان دوای هەر هەیە تا بەڵام دوو",
    "ug": "ۋە بىلەن بۇ ئۇ بىر ئۈچۈن ھەم دەپ بولغان قىلىش كېيىن شۇ بولۇپ ئىدى يىلى ئۇيغۇر",
    # Devanagari
    "hi": "के में की है और से का को ने पर यह हैं कि इस भी किया था जो नहीं कर एक तो हो लिए गया बाद करने साथ रहा वह ही उन",
    "mr": "आहे आणि या च्या ने हे ही ते तर मात्र असे त्या होते केले आहेत झाली करण्यात येथे होता नाही म्हणून झाले त्यांनी काही",
    "ne": "छ र को मा ले हो छन् लाई पनि गरेको भएको यो गर्न नेपाल भने हुने थियो तर गरेका एक सो यस भएका बताए त्यो",
    # Bengali script
    "bn": "ও এই করে থেকে এ না হয় জন্য তার করা হয়েছে তিনি যে এক সঙ্গে নিয়ে বলেন কিন্তু হবে আর পর একটি ছিল",
    "as": "আৰু কৰা এই পৰা হৈছে এক বাবে যে কৰে কৰিছে সৈতে নহয় আছিল অসম তেওঁ হয় এটা পিছত",
    # Hebrew script
    "he": "של את על לא עם זה כי הוא גם או אל היא כל אבל אני יש רק בין אחרי היה מה אם הם לאחר כך",
    "yi": "און די פון אין דער צו איז אז מיט נישט האט דאס זיך א וואס זענען אויף פאר געווען האבן",
}
