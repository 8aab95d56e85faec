/** Most frequent first. After a colon: what the child may be called instead. */
export const ENGLISH_GIRLS = `Olivia:Liv Livvy|Amelia:Millie Amy|Isla|Ava|Emily:Em Emmie|Sophia:Sophie|Grace:Gracie|Mia|Poppy
Ella:Ellie|Lily:Lil|Evie:Eve|Isabella:Bella Izzy|Sophie:Soph|Ivy|Freya|Harper|Willow|Charlotte:Lottie Charlie|Jessica:Jess Jessie
Rosie:Rose|Daisy|Alice:Ali|Elsie|Sienna|Florence:Flo Florrie|Evelyn:Evie|Phoebe|Aria|Ruby|Isabelle:Izzy Belle|Esme|Scarlett
Matilda:Tilly Mattie|Millie|Eva|Chloe:Chlo|Layla|Emilia:Millie|Thea|Luna|Eliza:Lizzie|Maisie|Erin|Penelope:Penny|Mila|Violet
Bonnie|Hallie|Lottie|Nancy|Arabella:Bella|Lola|Imogen:Immy|Bella|Eleanor:Ellie Nell|Molly|Lucy:Luce|Abigail:Abi Abbie|Hannah:Han
Robyn|Zoë|Beatrice:Bea|Orla|Amber|Summer|Heidi|Georgia:Georgie|Amelie|Lyla|Edith:Edie|Clara|Jasmine:Jas|Annabelle:Annie Belle
Holly:Hols|Rebecca:Becky Becca|Martha|Maya|Darcie|Anna:Annie|Lexi|Katie:Kate|Harriet:Hattie|Elizabeth:Lizzie Beth|Megan:Meg
Rose:Rosie|Victoria:Vicky Tori|Maddison:Maddie|Leah|Lydia|Tabitha:Tabby|Faith|Niamh|Aoife|Cerys|Ffion|Keira|Lauren|Amy|Bethany:Beth
Francesca:Fran Frankie|Zara|Skye|Connie|Nicole:Nicky|Naomi|Paige|Caitlin:Cait|Josephine:Josie|Seren|Margot|Iris|Ada|Delilah:Lila
Eden|Ottilie:Tilly|Philippa:Pippa|Natasha:Tasha|Samantha:Sam|Chelsea|Courtney|Gabrielle:Gabby|Rowan|Morgan|Hope|Jodie|Tia|Kayla`

export const ENGLISH_BOYS = `Oliver:Ollie|George:Georgie|Noah|Arthur:Artie|Harry|Leo|Jack:Jackie|Charlie:Chaz|Oscar|Jacob:Jake
Henry:Harry|Thomas:Tom Tommy|Freddie:Fred|Alfie|Theo|William:Will Billy|Theodore:Theo Teddy|Archie:Arch|Joshua:Josh
Alexander:Alex Xander|James:Jim Jamie|Isaac:Ike|Edward:Ed Eddie|Lucas:Luke|Tommy|Finley:Fin|Max|Logan|Ethan|Mason
Benjamin:Ben Benji|Sebastian:Seb|Joseph:Joe Joey|Elijah:Eli|Daniel:Dan Danny|Samuel:Sam Sammy|Harrison:Harry|Louie|Teddy|Reuben
Hugo|Jude|Luca|Rory|Albie|Ronnie|Dylan|Toby|Reggie|Frankie|Zachary:Zac|Arlo|Adam|Louis|David:Dave|Jaxon|Rowan|Michael:Mike Mikey
Ralph|Caleb|Riley|Roman|Nathan:Nate|Matthew:Matt|Stanley:Stan|Elliot|Jenson|Felix|Liam|Ezra|Bobby|Blake|Grayson|Tobias:Toby
Gabriel:Gabe|Jamie|Callum:Cal|Connor|Aaron|Luke|Ryan|Owen|Rhys|Robert:Rob Bobby|Kai|Sonny|Jasper|Finn|Carter|Ellis|Edwin:Ed
Christopher:Chris Kit|Patrick:Paddy|Anthony:Tony|Nicholas:Nick|Dominic:Dom|Cameron:Cam|Jayden:Jay|Bradley:Brad|Kyle|Lewis
Declan|Sean|Eoin|Ciaran|Iwan|Tomos|Gethin|Joel|Evan|Tyler:Ty|Billy|Barnaby:Barney|Rufus|Monty|Digby|Miles|Spencer|Vincent:Vinnie
Timothy:Tim|Stephen:Steve|Peter:Pete|Philip:Phil|Marcus|Malachi|Tyrese|Jermaine|Curtis|Jordan|Reece|Corey|Zane|Otis|Rex|Wilfred:Wilf`

/** Most frequent first. */
export const ENGLISH_SURNAMES = `Smith|Jones|Taylor|Brown|Williams|Wilson|Johnson|Davies|Robinson|Wright|Thompson|Evans|Walker|White
Roberts|Green|Hall|Wood|Jackson|Clarke|Harris|Clark|Turner|Hill|Cooper|Ward|Moore|Morris|King|Watson|Harrison|Baker|Martin|Morgan
Cook|Lee|Allen|Bell|Edwards|Parker|Hughes|Lewis|Young|Scott|Bailey|Mitchell|Phillips|Richardson|Carter|Cox|Shaw|Bennett|Collins
Marshall|Richards|Gray|Webb|Rogers|Mason|Chapman|Mills|Palmer|Barnes|Knight|Lloyd|Butler|Russell|Barker|Fisher|Stevens|Jenkins
Murray|Dixon|Harvey|Graham|Fletcher|Gibson|Howard|Andrews|Reynolds|Elliott|Ellis|Fox|Pearson|Foster|Holmes|Simpson|Hunt|Powell
Booth|Owen|Day|Matthews|Saunders|Rose|Adams|Wells|West|Lawrence|Cole|Armstrong|Spencer|Payne|Burton|Bradley|Hart|Barrett|Dunn
Watts|Griffiths|Newton|Perkins|Riley|Walsh|Murphy|Kelly|O’Connor|O’Brien|Byrne|Doyle|McCarthy|Gallagher|Campbell|Stewart|Anderson
MacDonald|Reid|Ross|Ferguson|Hamilton|Wallace|Davidson|Morrison|Kerr|Price|Rees|Pritchard|Howells|Vaughan|Francis|Joseph|Charles`

/** The long tail of English surnames, put together from these; a county has many that only a family or two bear. */
export const TAIL_STARTS = `Ash Ald Bar Beck Bir Black Brad Bram Bright Brook Burn Cald Carl Chat Clay Cran Cross Dal Den Dun East Elm Fair
Farn Fen Frost Gar Glas Gold Gran Grim Hal Ham Har Hat Haw Hazel Hes Hol Horn Hux Kel Ken King Kirk Lang Lin Lock Long Lund Marl Mel
Mor Nor Oak Old Ott Pem Pen Quarr Rad Ral Red Rush Sand Sel Shel Skel Stan Stock Strat Sut Swan Tat Thorn Til Tun Under Up Wal Warr
Wat Wes Whit Win Wood Wy`

export const TAIL_ENDS = `bourne bridge brook by cliffe combe croft dale den field ford gate grave ham hurst ingham land ley low man mere
more ridge shaw smith stead stone thorpe ton well wick wood worth`
